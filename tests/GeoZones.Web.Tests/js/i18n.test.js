import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dictionaries, firstLanguage, learn, termFor } from '../../../web/js/i18n/i18n.js';
import { groups, layers } from '../../../web/js/map/catalogue.js';
import { subjectName } from '../../../web/js/names.js';

const { en, zh } = dictionaries;
const web = fileURLToPath(new URL('../../../web/', import.meta.url));

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(en).sort(), Object.keys(zh).sort());
});

test('both languages fill in the same parameters', () => {
  /** @param {string | undefined} text */
  const parameters = (text) => (text?.match(/\{\w+\}/g) ?? []).sort();
  for (const key of Object.keys(en)) assert.deepEqual(parameters(en[key]), parameters(zh[key]), key);
});

test('no text is empty in one language only, and 中文 is not left in English', () => {
  for (const key of Object.keys(en)) {
    assert.equal(en[key] === '', zh[key] === '', key);
    if (key !== 'language.other') assert.doesNotMatch(en[key] ?? '', /\p{Script=Han}/u, key);
  }
});

test('every key that the modules and the page name exists', () => {
  const files = readdirSync(web + 'js', { recursive: true }).map(String).filter((file) => file.endsWith('.js')).map((file) => readFileSync(`${web}js/${file}`, 'utf8'));
  const named = [...files.join('\n').matchAll(/\bt\('([^']+)'/g), ...readFileSync(web + 'index.html', 'utf8').matchAll(/data-i18n(?:-label)?="([^"]+)"/g)].map((match) => match[1] ?? '');
  assert.ok(named.length > 50);
  for (const key of named) assert.ok(key in en, `no text for "${key}"`);
});

test('every layer and group has a name', () => {
  for (const { id } of layers) assert.ok(`layer.${id}` in en, id);
  for (const group of groups) assert.ok(`group.${group}` in en, group);
});

test('the words of the server are its own: the page has no copy that could differ', () => {
  for (const key of Object.keys(en)) {
    assert.doesNotMatch(key, /^(rule|quantity|subject)\./, key);
    if (key.startsWith('unit.')) assert.match(key, /^unit\.(m2|ha|mu|km2|label)$/, key);
  }
});

test('subjects are told in the words of the server, names alone where they tell what they are', () => {
  assert.equal(subjectName('road-network/finished'), 'road-network / finished');
  learn({ zh: { 'subject.road-network': '路网', 'state.finished': '建成', 'subject.另一县': '另一县' }, en: { 'subject.road-network': 'road network', 'state.finished': 'finished', 'subject.另一县': 'another county' } });
  assert.equal(subjectName('road-network/finished'), '路网 / 建成');
  assert.equal(subjectName('road-network/北区'), '路网 / 北区');
  assert.equal(subjectName('project/新城绿化'), '新城绿化');
  assert.equal(subjectName('另一县'), '另一县');
  assert.equal(termFor('rule', 'GZ999'), 'GZ999');
});

test('the link decides, then the choice, then the browser, then English', () => {
  assert.equal(firstLanguage('zh', 'en', ['en-GB']), 'zh');
  assert.equal(firstLanguage(null, 'zh', ['en-GB']), 'zh');
  assert.equal(firstLanguage(undefined, null, ['fr-FR', 'zh-CN', 'en']), 'zh');
  assert.equal(firstLanguage(undefined, null, ['fr']), 'en');
});
