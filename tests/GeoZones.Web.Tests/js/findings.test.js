import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBySeverity, everything, filterFindings, rulesIn, underTheirCauses } from '../../../web/js/findings.js';

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

/** @param {[id: string, cause?: string][]} list */
const caused = (list) => list.map(([id, cause]) => ({ ...finding(id, 'GZ201', 'error'), properties: { ...finding(id, 'GZ201', 'error').properties, cause: cause ?? null } }));
/** @param {ReturnType<typeof underTheirCauses>} groups */
const told = (groups) => groups.map((group) => group.finding.id + (group.explained.length > 0 ? `(${ids(group.explained)})` : '')).join(' ');

test('what is explained stands under what explains it, and every finding once', () => {
  assert.equal(told(underTheirCauses(findings)), 'a b c d');
  assert.equal(told(underTheirCauses(caused([['a', 'c'], ['b'], ['c'], ['d', 'c']]))), 'b c(ad)');
  assert.equal(told(underTheirCauses(caused([['a'], ['b', 'a'], ['c', 'b']]))), 'a(bc)');
});

test('a finding whose cause is filtered out, or part of a circle, stands for itself', () => {
  assert.equal(told(underTheirCauses(caused([['a', 'gone'], ['b']]))), 'a b');
  assert.equal(told(underTheirCauses(caused([['a', 'b'], ['b', 'a']]))), 'a b');
});
