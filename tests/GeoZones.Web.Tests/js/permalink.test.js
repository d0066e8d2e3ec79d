import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLink, writeLink } from '../../../web/js/permalink.js';

test('a link that was written is read back', () => {
  const link = { region: 'changyuan', view: { zoom: 12.25, latitude: 35.2, longitude: 114.67 }, plan: 'land-use', mode: 'review', lang: 'en' };
  assert.deepEqual(readLink(writeLink(link)), link);
  assert.equal(writeLink(link), '#region=changyuan&view=12.25/35.20000/114.67000&plan=land-use&mode=review&lang=en');
});

test('an empty hash is an empty link', () => {
  assert.deepEqual(readLink(''), {});
  assert.deepEqual(readLink('#'), {});
});

for (const view of ['', '12', '12/35', '12/abc/114', '12/95/114', '12/35/181', '-1/35/114', '12/35/114/0', '12//114', 'NaN/NaN/NaN', 'Infinity/1/1']) {
  test(`the view "${view}" is not one`, () => assert.equal(readLink(`#region=lushan&view=${view}`).view, undefined));
}

test('what could be markup or a path is left out', () => {
  assert.deepEqual(readLink('#region=<script>&plan=../x&mode=PLAN&lang=zh'), { lang: 'zh' });
});
