import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, problemsOf } from '../../../web/js/api.js';
import { roleIn, takesPlan } from '../../../web/js/roles.js';

test('a form names a role with the region and the plan that it takes, and no other', () => {
  assert.deepEqual(roleIn({}, 'role'), { role: 'field', region: '', plan: null });
  assert.deepEqual(roleIn({ 'role.role': 'planner', 'role.region': 'lushan', 'role.plan': 'urban' }, 'role'), { role: 'planner', region: 'lushan', plan: 'urban' });
  assert.deepEqual(roleIn({ 'role.role': 'reviewer', 'role.region': 'lushan', 'role.plan': '' }, 'role'), { role: 'reviewer', region: 'lushan', plan: null });
  // The plan was chosen before the role was changed.
  assert.deepEqual(roleIn({ 'new.role': 'field', 'new.region': 'lushan', 'new.plan': 'urban' }, 'new'), { role: 'field', region: 'lushan', plan: null });
  assert.deepEqual(roleIn({ 'role.role': 'administrator', 'role.region': '*' }, 'role'), { role: 'administrator', region: null, plan: null });
  // Only administrators have all regions.
  assert.deepEqual(roleIn({ 'role.role': 'reviewer', 'role.region': '*' }, 'role'), { role: 'reviewer', region: '', plan: null });
  assert.deepEqual(['field', 'planner', 'reviewer', 'administrator'].filter(takesPlan), ['planner', 'reviewer']);
});

test('what the server finds wrong stands by its field, and by the form where it has none', () => {
  const fields = { '/password': 'password.password', '/name': 'new.name' };
  assert.deepEqual(problemsOf(new ApiError('whole', 400, [{ pointer: '/password', detail: 'too short' }]), fields), { 'password.password': 'too short' });
  assert.deepEqual(problemsOf(new ApiError('whole', 400, [{ pointer: '/colour', detail: 'none' }]), fields), { '': 'whole' });
  assert.deepEqual(problemsOf(new ApiError('taken', 409), fields), { '': 'taken' });
  assert.deepEqual(problemsOf(new Error('broken'), fields), { '': 'broken' });
});
