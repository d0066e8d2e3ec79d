import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRuleLink, ruleLink } from '../../../web/js/rules/link.js';

test('a link to a rule says where it is asked and in which language', () => {
  assert.equal(ruleLink('GZ103', 'changyuan'), 'rules/GZ103?region=changyuan&lang=zh');
  assert.equal(ruleLink('', undefined, '/'), '/rules?lang=zh');
});

test('what is written is read again', () => {
  const [pathname = '', search = ''] = ruleLink('GZ103', 'changyuan', '/').split('?');
  assert.deepEqual(readRuleLink({ pathname, search }), { code: 'GZ103', region: 'changyuan', lang: 'zh' });
  assert.deepEqual(readRuleLink({ pathname: '/rules', search: '' }), { code: '', region: undefined, lang: null });
});
