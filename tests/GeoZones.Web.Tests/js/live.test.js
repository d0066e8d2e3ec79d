import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speak } from '../../../web/js/i18n/i18n.js';
import { sentence } from '../../../web/js/live.js';

globalThis.document ??= /** @type {any} */ ({ documentElement: {} });

test('one line tells who changed what, each once', () => {
  speak('en');
  const edit = { kind: 'features', plan: /** @type {const} */ ('zone'), collection: 'sub-parks', who: 'Zhang' };
  assert.equal(sentence([edit, edit, { ...edit, collection: 'roads' }]), 'Zhang changed Sub-parks, Roads; the map is up to date.');
  assert.equal(sentence([edit, { ...edit, who: 'Li' }]), 'Somebody else changed Sub-parks; the map is up to date.');
  speak('zh');
  assert.equal(sentence([edit]), 'Zhang 修改了园区，地图已更新。');
});

test('what the map has no layer for is not told', () => assert.equal(sentence([{ kind: 'features', collection: 'none' }]), null));
