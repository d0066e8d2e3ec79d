import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareAreas, verdictOn } from '../../../web/js/areas.js';

/** @param {string} name @param {number | null} declaredAreaM2 @param {number} ellipsoidalAreaM2 @returns {import('../../../web/js/types.js').PlanFeature} */
const subPark = (name, declaredAreaM2, ellipsoidalAreaM2) => ({ type: 'Feature', id: name, geometry: { type: 'Polygon', coordinates: [] }, properties: { name, declaredAreaM2, ellipsoidalAreaM2 } });
/** @param {string} subject @param {number | null} value @returns {import('../../../web/js/types.js').Figure} */
const figure = (subject, value) => ({ subject, quantity: 'area', value, unit: 'km2', decimals: 1, qualifier: '暂定', account: null, phrase: null, synthetic: false });

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

test('a total of rounded parts is rounded, one with a part that differs is not', () => {
  const rounded = compareAreas([subPark('电子工业园区', null, 5.28e6), subPark('仓储物流园区', null, 4.2e6)], [figure('sub-park/电子工业园区', 5.3), figure('sub-park/仓储物流园区', 4.2)], 'sub-park');
  assert.equal(rounded.verdict, 'rounded');
  assert.equal(compareAreas([subPark('电子工业园区', null, 5.1e6)], [figure('sub-park/电子工业园区', 5.3)], 'sub-park').verdict, 'differs');
});
