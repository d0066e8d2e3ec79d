// The pages that explain the rules: /rules lists them, /rules/GZ103 tells one, both as they hold in a region.

import * as api from './api.js';
import { ApiError } from './api.js';
import { el, fill } from './dom.js';
import { either, firstLanguage, language, learn, rememberedLanguage, speak, t, termFor, translate } from './i18n/i18n.js';
import { empty, failed, loading } from './panel/section.js';
import { ruleList } from './rules/list.js';
import { ruleLink, readRuleLink } from './rules/link.js';
import { ruleArticle } from './rules/article.js';

const asked = readRuleLink(location);
let regionId = asked.region;
let latest = 0;
speak(firstLanguage(asked.lang, rememberedLanguage(), navigator.languages));

const main = byId('rules');
const region = /** @type {HTMLSelectElement} */ (byId('region'));
region.addEventListener('change', () => {
  regionId = region.value;
  void show();
});
byId('language').addEventListener('click', () => {
  speak(language() === 'zh' ? 'en' : 'zh', true);
  void show();
});
void show();

/** Fetches and renders; what was asked for before is shown only if nothing newer has been. */
async function show() {
  const turn = (latest += 1);
  if (!main.querySelector('article')) fill(main, () => loading());
  header([]);
  try {
    const [words, regions, rules, rule] = await Promise.all([api.words(), api.regions(), api.rules(), asked.code ? ruleOrNull(asked.code) : null]);
    const known = regions.find(({ id }) => id === regionId) ?? regions[0];
    const settings = known ? (await api.checkSettings(known.id)).rules : [];
    if (turn !== latest) return;
    learn(words);
    regionId = known?.id;
    header(regions);
    history.replaceState(null, '', ruleLink(asked.code, regionId, '/'));
    const here = known ? either(known.nameZh, known.nameEn) : '';
    const inRegion = new Map(settings.map((one) => [one.code, one]));
    if (!asked.code) fill(main, () => ruleList(rules, inRegion, regionId));
    else if (rule) fill(main, () => ruleArticle(rule, rules, inRegion.get(rule.code), here, regionId));
    else fill(main, () => el('article', {}, el('h1', {}, t('rules.title')), empty(t('rules.unknown', { code: asked.code })), el('p', {}, el('a', { href: ruleLink('', regionId, '/') }, t('rules.all')))));
    document.title = `${rule ? `${rule.code} ${termFor('rule', rule.code)}` : t('rules.title')} · GeoZones`;
  } catch (error) {
    if (turn === latest) fill(main, () => failed(error instanceof Error ? error.message : String(error), () => void show()));
  }
}
/** @param {readonly import('./types.js').Region[]} regions */
function header(regions) {
  translate(document);
  const other = byId('language');
  other.textContent = t('language.other');
  other.lang = language() === 'zh' ? 'en' : 'zh';
  byId('home').setAttribute('aria-label', `GeoZones: ${t('rules.map')}`);
  byId('home').setAttribute('href', `/#${new URLSearchParams({ ...(regionId && { region: regionId }), mode: 'review', lang: language() })}`);
  if (regions.length === 0) return;
  region.disabled = false;
  fill(region, () => regions.map((one) => el('option', { value: one.id, selected: one.id === regionId }, either(one.nameZh, one.nameEn))));
}

/** @param {string} code */
async function ruleOrNull(code) {
  try {
    return await api.rule(code);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`rules.html has no element #${id}`);
  return element;
}
