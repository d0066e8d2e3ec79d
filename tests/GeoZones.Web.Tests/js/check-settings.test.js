import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberAt, numberIn, standingAt, standingOf, written } from '../../../web/js/check-settings.js';

/** @param {string} name @param {number} value @param {Record<string, number>} [classes] */
const setting = (name, value, classes = {}) => ({ name, value, default: 1, unit: 'm²', least: 0, most: 100, meaning: '', classes });

/** @type {import('../../../web/js/types.js').RuleInRegion[]} */
const rules = [
  { code: 'GZ103', off: false, severity: 'error', defaultSeverity: 'error', settings: [setting('areaM2', 1), setting('widthM', 0.5)] },
  { code: 'GZ105', off: true, severity: 'warning', defaultSeverity: 'warning', settings: [setting('toleranceM', 1)] },
  { code: 'GZ106', off: false, severity: 'info', defaultSeverity: 'warning', settings: [setting('areaM2', 1, { 'a/b~c': 7, R: 200 })] },
];
const [overlap, unmatched, fragment] = /** @type {[any, any, any]} */ (rules);

test('a form that nobody touched comes to what was stored, without what is the default', () => {
  assert.deepEqual(written(rules, {}), { GZ103: { widthM: 0.5 }, GZ105: 'off', GZ106: { severity: 'info', classes: { 'a/b~c': { areaM2: 7 }, R: { areaM2: 200 } } } });
});

test('what is typed and chosen replaces it, an empty box is the default, and a rule that is off says nothing else', () => {
  assert.deepEqual(written(rules, { [numberAt(overlap, 'widthM')]: '', [numberAt(overlap, 'areaM2')]: ' 2.50 ', [standingAt(unmatched)]: 'error', [standingAt(fragment)]: 'off' }),
    { GZ103: { areaM2: 2.5 }, GZ105: { severity: 'error' }, GZ106: 'off' });
  assert.deepEqual(written(rules, { [numberAt(fragment, 'areaM2', 'a/b~c')]: '', [standingAt(fragment)]: 'warning' }).GZ106, { classes: { R: { areaM2: 200 } } });
});

test('what is no number is sent as it is, for the server to refuse at its place', () => {
  const at = numberAt(fragment, 'areaM2', 'a/b~c');
  assert.equal(at, '/GZ106/classes/a~1b~0c/areaM2');
  assert.deepEqual(written(rules, { [numberAt(overlap, 'areaM2')]: '二' }).GZ103, { areaM2: '二', widthM: 0.5 });
});

test('the form shows what differs from the default and leaves the rest empty', () => {
  assert.equal(numberIn(overlap, overlap.settings[0], {}), '');
  assert.equal(numberIn(overlap, overlap.settings[1], {}), '0.5');
  assert.equal(numberIn(fragment, fragment.settings[0], {}, 'R'), '200');
  assert.equal(standingOf(unmatched, {}), 'off');
  assert.equal(standingOf(fragment, {}), 'info');
});
