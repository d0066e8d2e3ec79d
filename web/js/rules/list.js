// All rules by what they look at, each with its severity and whether the region has switched it off.

import { el, severitySign } from '../dom.js';
import { t, termFor } from '../i18n/i18n.js';
import { ruleLink } from './link.js';

/**
 * @param {readonly import('../types.js').Rule[]} rules
 * @param {ReadonlyMap<string, import('../types.js').RuleInRegion>} inRegion
 * @param {string | undefined} region
 */
export function ruleList(rules, inRegion, region) {
  const groups = [...new Set(rules.map((rule) => rule.group))];
  return el('article', { class: 'rule-list' },
    el('h1', {}, t('rules.title')),
    el('p', { class: 'lead' }, t('rules.intro')),
    groups.map((group) => el('section', {}, el('h2', {}, group),
      el('ul', {}, rules.filter((rule) => rule.group === group).map((rule) => {
        const here = inRegion.get(rule.code);
        const severity = here?.severity ?? rule.severity;
        return el('li', {}, el('a', { href: ruleLink(rule.code, region, '/') },
          severitySign(severity), el('span', { class: 'unseen' }, t(`severity.${severity}`)),
          el('b', {}, rule.code), el('span', {}, termFor('rule', rule.code)),
          here?.off && el('span', { class: 'tag' }, t('rules.offShort'))));
      })))));
}
