import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { layers, layersFor } from '../../../web/js/map/catalogue.js';
import { outlineOf, strokesOf } from '../../../web/js/map/styles.js';

const js = fileURLToPath(new URL('../../../web/js/', import.meta.url));

test('in the field the roads come first and alone', () => assert.deepEqual([...layersFor('field', 'zone')], ['roads']));

test('all three together colour all three plans', () => {
  const shown = layersFor('plan', 'all');
  for (const id of ['zone-designations', 'urban-designations', 'control-areas', 'zone-boundary', 'urban-boundary', 'land-use-boundary', 'findings']) assert.ok(shown.has(id), id);
});

test('the three plans differ by the line, not by the hue', () => {
  const lines = ['zone-boundary', 'urban-boundary', 'land-use-boundary'].map((id) => {
    const layer = layers.find((l) => l.id === id);
    assert.ok(layer);
    return strokesOf(layer, { type: 'Feature', geometry: { type: 'Point', coordinates: [] }, properties: {} }, () => '').at(-1);
  });
  assert.equal(new Set(lines.map((line) => line?.color)).size, 1);
  assert.equal(new Set(lines.map((line) => String(line?.dashArray))).size, 3);
  assert.equal(outlineOf.zone.dashArray, undefined);
});

test('only one module fetches', () => {
  const fetching = readdirSync(js, { recursive: true }).map(String).filter((file) => file.endsWith('.js') && /\bfetch\(|XMLHttpRequest|EventSource/.test(readFileSync(js + file, 'utf8')));
  assert.deepEqual(fetching, ['api.js']);
});

test('nothing is set as markup', () => {
  for (const file of readdirSync(js, { recursive: true }).map(String).filter((name) => name.endsWith('.js'))) assert.doesNotMatch(readFileSync(js + file, 'utf8'), /innerHTML|insertAdjacentHTML|document\.write|\beval\(/, file);
});
