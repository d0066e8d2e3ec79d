import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compareAreas, verdictOn } from '../../../web/js/areas.js';

/** @param {string} name @param {number | null} declaredAreaM2 @param {number} ellipsoidalAreaM2 @returns {import('../../../web/js/types.js').PlanFeature} */
const subPark = (name, declaredAreaM2, ellipsoidalAreaM2) => ({ type: 'Feature', id: name, geometry: { type: 'Polygon', coordinates: [] }, properties: { name, declaredAreaM2, ellipsoidalAreaM2 } });
/** @param {string} subject @param {number | null} value @returns {import('../../../web/js/types.js').Figure} */
const figure = (subject, value) => ({ plan: 'zone', subject, quantity: 'area', value, unit: 'km2', decimals: 1, qualifier: '暂定', account: null, phrase: null, synthetic: false });

test('the figure declares, else the feature itself; largest first; totals of both', () => {
  const { rows, declaredM2, measuredM2 } = compareAreas([subPark('蒲东', 3e6, 3e6), subPark('起重园区', null, 21.9e6)], [figure('sub-park/起重园区', 21.8)], 'sub-park');
  assert.deepEqual(rows.map((row) => [row.name, row.declaredM2, row.qualifier]), [['起重园区', 21.8e6, '暂定'], ['蒲东', 3e6, null]]);
  assert.equal(declaredM2, 24.8e6);
  assert.equal(measuredM2, 24.9e6);
});

test('nothing declared is not declared as zero', () => {
  const { rows, declaredM2 } = compareAreas([subPark('木岗', null, 4e6)], [figure('sub-park/木岗', null)], 'sub-park');
  assert.equal(rows[0]?.declaredM2, null);
  assert.equal(declaredM2, null);
});

test('a difference that the stated decimals explain is rounding, a larger one is a difference', () => {
  const stated = figure('sub-park/电子工业园区', 5.3);
  assert.equal(verdictOn(5.3e6, 5.28e6, stated), 'rounded');
  assert.equal(verdictOn(5.3e6, 5.2e6, stated), 'differs');
  assert.equal(verdictOn(5.3e6, 5.28e6, undefined), 'differs');
  assert.equal(verdictOn(5.3e6, 5.3e6 + 0.9, undefined), 'same');
  assert.equal(verdictOn(null, 1, stated), 'unknown');
});

test('over, some and at least state a least; nearly states a most that is nearly reached', () => {
  /** @param {string} qualifier @param {number} measuredKm2 */
  const verdict = (qualifier, measuredKm2) => verdictOn(12e6, measuredKm2 * 1e6, { ...figure('zone/Z1', 12), decimals: 0, qualifier });
  for (const word of ['超', '多', '余', '以上', '计划超']) {
    assert.equal(verdict(word, 12.6), 'worded', word);
    assert.equal(verdict(word, 11.6), 'rounded', word);
    assert.equal(verdict(word, 11.4), 'differs', word);
  }
  assert.equal(verdict('近', 11), 'worded');
  assert.equal(verdict('近', 12.3), 'rounded');
  assert.equal(verdict('近', 10.2), 'differs');
  assert.equal(verdict('近', 12.6), 'differs');
  for (const word of ['暂定', '计划']) assert.equal(verdict(word, 12.6), 'differs', word);
});

test('a figure of another plan declares nothing for what the zone plan draws', () => {
  assert.equal(compareAreas([subPark('蒲西', null, 8e6)], [{ ...figure('sub-park/蒲西', 8), plan: 'land-use' }], 'sub-park').rows[0]?.declaredM2, null);
});

/** @param {string} file @returns {any} */
const sample = (file) => JSON.parse(readFileSync(fileURLToPath(new URL(`../../../data/jiaozuo/zone/1/${file}`, import.meta.url)), 'utf8'));

test('the nine boundaries of Jiaozuo, which have no names, are rows of their zones', () => {
  const boundaries = sample('zone-boundaries.geojson').features.map((/** @type {any} */ feature, /** @type {number} */ i) =>
    ({ ...feature, id: i + 1, properties: { ...feature.properties, ellipsoidalAreaM2: 12.6e6 } }));
  const { rows } = compareAreas(boundaries, sample('figures.json').figures, 'zone');
  assert.deepEqual(rows.map((row) => row.name).sort(), ['Z1', 'Z2', 'Z3', 'Z4', 'Z5', 'Z6', 'Z7', 'Z8', 'Z9']);
  const first = rows.find((row) => row.name === 'Z1');
  assert.deepEqual([first?.declaredM2, first?.qualifier, first?.verdict], [12e6, '超', 'worded']);
});

test('a zone that is drawn in two pieces is one row, and its figure is for both', () => {
  const piece = (/** @type {string} */ code) => ({ ...subPark('', null, 4e6), id: code, properties: { code, zone: 'Z1', ellipsoidalAreaM2: 4e6 } });
  const { rows } = compareAreas([piece('B1'), piece('B2')], [figure('zone/Z1', 8)], 'zone');
  assert.deepEqual(rows.map((row) => [row.name, row.measuredM2, row.verdict]), [['Z1', 8e6, 'same']]);
});

test('a total of rounded parts is rounded, one with a part that differs is not', () => {
  const rounded = compareAreas([subPark('电子工业园区', null, 5.28e6), subPark('仓储物流园区', null, 4.2e6)], [figure('sub-park/电子工业园区', 5.3), figure('sub-park/仓储物流园区', 4.2)], 'sub-park');
  assert.equal(rounded.verdict, 'rounded');
  assert.equal(compareAreas([subPark('电子工业园区', null, 5.1e6)], [figure('sub-park/电子工业园区', 5.3)], 'sub-park').verdict, 'differs');
});
