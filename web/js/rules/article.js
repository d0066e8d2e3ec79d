// One rule: why, how to mend it, the trap, what a region may set and has set, and drawings with what is found in them.

import { el, severitySign } from '../dom.js';
import { t, termFor } from '../i18n/i18n.js';
import { ruleLink } from './link.js';

/** @typedef {import('../types.js').Rule} Rule */
/** @typedef {import('../types.js').RuleInRegion} RuleInRegion */

/**
 * @param {Rule} rule
 * @param {readonly Rule[]} rules
 * @param {RuleInRegion | undefined} here
 * @param {string} regionName
 * @param {string | undefined} region
 */
export function ruleArticle(rule, rules, here, regionName, region) {
  const severity = here?.severity ?? rule.severity;
  return el('article', { class: 'rule' },
    el('p', { class: 'crumb' }, el('a', { href: ruleLink('', region, '/') }, t('rules.all')), ` › ${rule.group}`),
    el('h1', {}, el('span', { class: 'code' }, rule.code), ` ${termFor('rule', rule.code)}`),
    el('p', { class: 'standing' },
      el('span', { class: `grade ${severity}` }, severitySign(severity), t(`severity.${severity}`)),
      here && here.severity !== here.defaultSeverity && el('span', {}, t('rules.severitySet', { severity: t(`severity.${here.defaultSeverity}`) })),
      here && el('span', { class: here.off ? 'tag off' : 'tag' }, t(here.off ? 'rules.off' : 'rules.on', { region: regionName }))),
    (/** @type {const} */ (['why', 'mend', 'trap'])).map((part) => el('section', {}, el('h2', {}, t(`rules.${part}`)), el('p', {}, rule[part]))),
    el('section', {}, el('h2', {}, t('rules.settings')), rule.settings.length === 0 ? el('p', {}, t('rules.noSettings')) : settings(rule, here, regionName)),
    el('section', {}, el('h2', {}, t('rules.examples')), el('p', { class: 'key' }, t('rules.key')), el('div', { class: 'examples' }, (rule.examples ?? []).map(example))),
    neighbours(rule, rules, region));
}

/** @param {Rule} rule @param {RuleInRegion | undefined} here @param {string} regionName */
function settings(rule, here, regionName) {
  const inRegion = new Map((here?.settings ?? []).map((one) => [one.name, one]));
  return el('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': t('rules.settings') }, el('table', { class: 'settings' },
    el('thead', {}, el('tr', {},
      el('th', { scope: 'col' }, t('rules.setting')), here && el('th', { scope: 'col' }, t('rules.here', { region: regionName })),
      el('th', { scope: 'col' }, t('rules.default')), el('th', { scope: 'col' }, t('rules.allowed')))),
    el('tbody', {}, rule.settings.map((setting) => {
      const unit = setting.unit && `\u00a0${setting.unit}`;
      const set = inRegion.get(setting.name);
      return el('tr', {},
        el('th', { scope: 'row' }, el('code', {}, setting.name), el('span', { class: 'meaning' }, setting.meaning, setting.perClass && ` ${t('rules.perClass')}`)),
        here && el('td', {}, set && el('span', { class: set.value !== set.default ? 'changed' : null }, `${set.value}${unit}`),
          Object.entries(set?.classes ?? {}).map(([code, value]) => el('div', { class: 'changed' }, `${t('rules.ofClass', { code })}: ${value}${unit}`))),
        el('td', {}, `${setting.default}${unit}`),
        el('td', {}, `${setting.least} … ${setting.most}${unit}`));
    }))));
}

/** @param {import('../types.js').RuleExample} example */
function example({ found, about, svg, declared, settings: set, finds }) {
  return el('figure', { class: found ? 'example found' : 'example clean' },
    svg && el('img', { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, alt: about, loading: 'lazy' }),
    el('figcaption', {},
      el('p', { class: 'verdict-word' }, `${found ? '✗' : '✓'} ${t(found ? 'rules.found' : 'rules.clean')}`),
      el('p', {}, about),
      set && el('p', { class: 'given' }, `${t('rules.setSo')}: `, el('code', {}, set)),
      declared.length > 0 && el('ul', { class: 'given' }, declared.map((line) => el('li', {}, `${t('rules.declared')}: ${line}`))),
      finds.length > 0 && el('ul', { class: 'finds' }, finds.map((message) => el('li', {}, message)))));
}

/** @param {Rule} rule @param {readonly Rule[]} rules @param {string | undefined} region */
function neighbours(rule, rules, region) {
  const at = rules.findIndex(({ code }) => code === rule.code);
  const [before, after] = [rules[at - 1], rules[at + 1]];
  return el('nav', { class: 'neighbours', 'aria-label': t('rules.nav') },
    before && el('a', { href: ruleLink(before.code, region, '/') }, `‹ ${before.code} ${termFor('rule', before.code)}`),
    after && el('a', { class: 'after', href: ruleLink(after.code, region, '/') }, `${after.code} ${termFor('rule', after.code)} ›`));
}
