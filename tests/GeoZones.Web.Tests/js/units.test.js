import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaIn, figureAreaM2, formatArea, formatLength, formatNumber } from '../../../web/js/units.js';

const thin = '\u2009';

test('the reference box measures 1 018 734.23 m², 101.8734 ha, 1 528.101 亩', () => {
  const boxM2 = 1018734.2275;
  assert.equal(formatArea(boxM2, 'm2', 'exact'), `1${thin}018${thin}734.23`);
  assert.equal(formatArea(boxM2, 'ha', 'exact'), '101.8734');
  assert.equal(formatArea(boxM2, 'mu', 'exact'), `1${thin}528.101`);
  assert.equal(formatArea(boxM2, 'km2', 'exact'), '1.018734');
});

test('15 亩 are one hectare', () => {
  assert.ok(Math.abs(areaIn(10_000, 'mu') - 15) < 1e-12);
  assert.equal(areaIn(2180 * 10_000, 'km2'), 21.8);
});

test('a missing area is a dash, never zero', () => {
  assert.equal(formatArea(null, 'ha'), '–');
  assert.equal(formatArea(undefined, 'm2'), '–');
  assert.equal(formatArea(0, 'ha'), '0.00');
});

test('numbers keep their decimals, group by thousands and never show a negative zero', () => {
  assert.equal(formatNumber(-1234567.891, 1), `−1${thin}234${thin}567.9`);
  assert.equal(formatNumber(-0.0001, 2), '0.00');
  assert.equal(formatNumber(999.9996, 3), `1${thin}000.000`);
});

test('lengths turn to kilometres at a thousand metres', () => {
  assert.equal(formatLength(999.4), '999 m');
  assert.equal(formatLength(1000), '1.00 km');
});

test('a figure is an area only in a unit of land area', () => {
  assert.equal(figureAreaM2({ value: 21.8, unit: 'km2' }), 21.8e6);
  assert.ok(Math.abs((figureAreaM2({ value: 4200, unit: 'mu' }) ?? 0) - 2_800_000) < 1e-6);
  assert.equal(figureAreaM2({ value: 550, unit: '1e4m2' }), 5_500_000);
  assert.ok(Math.abs((figureAreaM2({ value: 0.42, unit: '1e4mu' }) ?? 0) - 2_800_000) < 1e-6);
  assert.equal(figureAreaM2({ value: null, unit: 'km2' }), null);
  assert.equal(figureAreaM2({ value: 17672.35, unit: '1e4CNY' }), null);
});
