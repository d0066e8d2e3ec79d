import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapesOf } from '../../../web/js/map/tile-geometry.js';

/** @param {number} kind @param {number[]} geometry @param {number[]} [extent] */
function tile(kind, geometry, extent = []) {
  const feature = [0x18, kind, 0x22, geometry.length, ...geometry];
  const layer = [0x0a, 1, 0x61, 0x12, feature.length, ...feature, ...extent];
  return new Uint8Array([0x1a, layer.length, ...layer]);
}

/** @param {ReturnType<typeof shapesOf>} shapes */
const places = (shapes) => shapes.map(({ kind, parts }) => ({ kind, parts: parts.map((part) => part.map(([x, y]) => [x * 4096, y * 4096])) }));

// The examples of the Vector Tile Specification 2.1, section 4.3.5.
test('points', () => assert.deepEqual(places(shapesOf(tile(1, [17, 10, 14, 3, 9]))), [{ kind: 'point', parts: [[[5, 7]], [[3, 2]]] }]));

test('lines', () => assert.deepEqual(places(shapesOf(tile(2, [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]))), [{ kind: 'line', parts: [[[2, 2], [2, 10], [10, 10]], [[1, 1], [3, 5]]] }]));

test('rings end where they begin', () => assert.deepEqual(places(shapesOf(tile(3, [9, 6, 12, 18, 10, 12, 24, 44, 15]))), [{ kind: 'area', parts: [[[3, 6], [8, 12], [20, 34], [3, 6]]] }]));

test('the extent of the layer is the side of the tile', () => assert.deepEqual(shapesOf(tile(1, [9, 20, 40], [0x28, 80])), [{ kind: 'point', parts: [[[10 / 80, 20 / 80]]] }]));

test('what a drawing does not need is passed over', () => {
  const others = [0x09, 1, 2, 3, 4, 5, 6, 7, 8, 0x15, 1, 2, 3, 4];
  assert.deepEqual(places(shapesOf(new Uint8Array([...others, ...tile(1, [9, 10, 14])]))), [{ kind: 'point', parts: [[[5, 7]]] }]);
});

test('an empty tile has no shapes', () => assert.deepEqual(shapesOf(new Uint8Array()), []));
