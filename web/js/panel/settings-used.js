// What a run was set to where it is not the default: rules switched off, severities, tolerances.

import { el } from '../dom.js';
import { t, termFor } from '../i18n/i18n.js';
import { ruleLink } from '../rules/link.js';

/** @param {import('../types.js').Run} run @param {string | undefined} region */
export function settingsUsed(run, region) {
  const settings = Object.entries(run.settings ?? {});
  return settings.length > 0 && el('div', { class: 'settings-used' },
    el('p', {}, t('findings.settings')),
    el('ul', {}, settings.map(([rule, set]) => el('li', {},
      el('a', { href: ruleLink(rule, region) }, `${rule} ${termFor('rule', rule)}`), ': ', set === 'off' ? el('strong', {}, t('findings.off')) : told(set).join(' · ')))));
}

/** @param {Exclude<import('../types.js').RuleSettings, 'off'>} set */
function told({ severity, classes, ...values }) {
  return [
    ...(severity ? [t('findings.severitySet', { severity: t(`severity.${severity}`) })] : []),
    ...Object.entries(values).map(([name, value]) => `${name} ${value}`),
    ...Object.entries(classes ?? {}).flatMap(([code, own]) => Object.entries(own).map(([name, value]) => `${t('rules.ofClass', { code })}: ${name} ${value}`)),
  ];
}
