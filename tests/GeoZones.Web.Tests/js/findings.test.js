import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBySeverity, everything, filterFindings, rulesIn } from '../../../web/js/findings.js';

/** @param {string} id @param {string} rule @param {import('../../../web/js/types.js').Severity} severity @returns {import('../../../web/js/types.js').Finding} */
const finding = (id, rule, severity) => ({ type: 'Feature', id, geometry: null, properties: { rule, name: '', severity, features: [], groundAreaM2: null, message: '' } });
const findings = [finding('a', 'GZ203', 'error'), finding('b', 'GZ202', 'warning'), finding('c', 'GZ202', 'error'), finding('d', 'GZ301', 'info')];
/** @param {readonly import('../../../web/js/types.js').Finding[]} list */
const ids = (list) => list.map((f) => f.id).join('');

test('counts by severity', () => assert.deepEqual(countBySeverity(findings), { error: 2, warning: 1, info: 1 }));

test('everything passes at first', () => assert.equal(ids(filterFindings(findings, everything())), 'abcd'));

test('severity and rule filter together', () => {
  assert.equal(ids(filterFindings(findings, { severities: new Set(['error']), rule: '' })), 'ac');
  assert.equal(ids(filterFindings(findings, { severities: new Set(['error', 'warning']), rule: 'GZ202' })), 'bc');
  assert.equal(ids(filterFindings(findings, { severities: new Set(), rule: '' })), '');
});

test('rules by code, each with its count', () => {
  assert.deepEqual(rulesIn(findings), [{ rule: 'GZ202', count: 2 }, { rule: 'GZ203', count: 1 }, { rule: 'GZ301', count: 1 }]);
});
