import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAdministrator, mayCheck, mayDecide, mayEdit, maySetChecks } from '../../../web/js/permissions.js';

/** @param {...import('../../../web/js/types.js').Role} roles @returns {import('../../../web/js/types.js').Account} */
const who = (...roles) => ({ signedIn: true, name: 'x', roles, antiforgeryToken: 't', openIdConnect: null });

test('nobody may do anything before the server has said who they are, or without a region', () => {
  assert.equal(mayCheck(null, 'lushan'), false);
  assert.equal(mayCheck(who({ role: 'administrator', region: null, plan: null }), undefined), false);
  assert.equal(isAdministrator(null), false);
});

test('a planner edits one plan of one region and runs its checks', () => {
  const planner = who({ role: 'planner', region: 'lushan', plan: 'zone' });
  assert.deepEqual(['zone', 'urban', 'survey'].map((plan) => mayEdit(planner, 'lushan', plan)), [true, false, false]);
  assert.equal(mayEdit(planner, 'jiaozuo', 'zone'), false);
  assert.deepEqual([mayCheck(planner, 'lushan'), mayCheck(planner, 'jiaozuo'), maySetChecks(planner, 'lushan'), mayDecide(planner, 'lushan', 'zone')], [true, false, false, false]);
});

test('a reviewer decides on one plan or on all, and sets the checks', () => {
  const [one, all] = [who({ role: 'reviewer', region: 'lushan', plan: 'urban' }), who({ role: 'reviewer', region: 'lushan', plan: null })];
  assert.deepEqual(['zone', 'urban'].map((plan) => [mayDecide(one, 'lushan', plan), mayDecide(all, 'lushan', plan)]), [[false, true], [true, true]]);
  assert.deepEqual([maySetChecks(one, 'lushan'), mayEdit(all, 'lushan', 'urban'), maySetChecks(all, 'changyuan')], [true, false, false]);
});

test('field staff read; an administrator of all regions may do everything everywhere', () => {
  const field = who({ role: 'field', region: 'lushan', plan: null });
  assert.deepEqual([mayCheck(field, 'lushan'), maySetChecks(field, 'lushan'), mayEdit(field, 'lushan', 'zone')], [false, false, false]);
  const administrator = who({ role: 'administrator', region: null, plan: null });
  assert.deepEqual([mayCheck, maySetChecks, isAdministrator].map((may) => may(administrator, 'anywhere')), [true, true, true]);
  assert.ok(mayEdit(administrator, 'anywhere', 'survey') && mayDecide(administrator, 'anywhere', 'zone'));
});
