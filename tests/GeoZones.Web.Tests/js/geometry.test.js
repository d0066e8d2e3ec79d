import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf, hits, signPoint, union } from '../../../web/js/geometry.js';

const ring = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]];
const hole = [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]];
/** @type {import('geojson').Polygon} */
const frame = { type: 'Polygon', coordinates: [ring, hole] };

test('a hole is outside', () => {
  assert.equal(hits(frame, 0.5, 2, 0), true);
  assert.equal(hits(frame, 2, 2, 0), false);
  assert.equal(hits(frame, 5, 2, 0), false);
});

test('a line is hit within the tolerance, which shrinks along the parallels', () => {
  /** @type {import('geojson').LineString} */
  const meridian = { type: 'LineString', coordinates: [[114, 60], [114, 61]] };
  assert.equal(hits(meridian, 114.0019, 60.5, 0.001), true);
  assert.equal(hits(meridian, 114.0021, 60.5, 0.001), false);
});

test('a point and each part of a collection can be hit', () => {
  assert.equal(hits({ type: 'Point', coordinates: [1, 1] }, 1.0005, 1, 0.001), true);
  assert.equal(hits({ type: 'GeometryCollection', geometries: [frame, { type: 'Point', coordinates: [9, 9] }] }, 9, 9, 0.001), true);
});

test('the box of a geometry and of nothing', () => {
  assert.deepEqual(boxOf(frame), [0, 0, 4, 4]);
  assert.equal(boxOf(null), null);
  assert.equal(boxOf({ type: 'GeometryCollection', geometries: [] }), null);
  assert.deepEqual(union([null, [0, 0, 1, 1], [-1, 0, 0, 3]]), [-1, 0, 1, 3]);
});

test('the sign of a polygon stands inside it, beside its hole and in the largest part', () => {
  const at = signPoint(frame);
  assert.ok(at && hits(frame, at[0], at[1], 0));
  const parts = signPoint({ type: 'MultiPolygon', coordinates: [[[[10, 10], [10.1, 10], [10.1, 10.1], [10, 10]]], [ring]] });
  assert.ok(parts && parts[0] < 5);
});

test('the sign of a line stands on it', () => {
  assert.deepEqual(signPoint({ type: 'LineString', coordinates: [[0, 0], [2, 0]] }), [1, 0]);
  assert.deepEqual(signPoint({ type: 'LineString', coordinates: [[0, 0], [2, 5], [9, 9]] }), [2, 5]);
});
