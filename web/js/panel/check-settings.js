// What a region sets about the checks, as a form: each rule with how grave it is and its tolerances.

import { el, severitySign } from '../dom.js';
import { t, termFor } from '../i18n/i18n.js';
import { numberAt, numberIn, standingAt, standingOf } from '../check-settings.js';
import { severities } from '../findings.js';
import { maySetChecks } from '../permissions.js';
import { ruleLink } from '../rules/link.js';
import { section, whenReady } from './section.js';

/** @typedef {import('../types.js').RuleInRegion} RuleInRegion */
/** @typedef {import('../check-settings.js').SettingsForm} SettingsForm */
/** @typedef {import('../check-settings.js').CheckSettingsActions} Actions */

/** Codes of the rules that are unfolded. @type {Set<string>} */
const unfolded = new Set();

/** @param {import('../state.js').State} state @param {Actions} actions */
export function checkSettingsSection(state, actions) {
  const form = state.checkSettings;
  return section('settings', t('settings.title'), [],
    el('p', { class: 'explain' }, t('settings.intro')),
    form ? whenReady(form.stored, ({ rules }) => body(rules, form, state.region?.id, maySetChecks(state.account, state.region?.id), actions), actions.open)
    : el('div', { class: 'buttons' }, el('button', { type: 'button', class: 'plain', 'data-key': 'settings-open', on: { click: actions.open } }, t('settings.open'))));
}

/** @param {readonly RuleInRegion[]} rules @param {SettingsForm} form @param {string | undefined} region @param {boolean} may whether the reader may save @param {Actions} actions */
function body(rules, form, region, may, actions) {
  const saving = form.progress === 'saving';
  return el('form', { class: 'check-settings', novalidate: true, on: { submit: (/** @type {Event} */ event) => { event.preventDefault(); if (may) void actions.save(); } } },
    rules.map((rule) => one(rule, form, region, actions)),
    el('div', { class: 'settings-answer', tabindex: -1, 'data-key': 'settings-answer', role: form.problem ? 'alert' : 'status' },
      form.problem && el('p', { class: 'state failed' }, form.problem),
      form.progress === 'saved' && el('p', { class: 'settings-saved' }, t('settings.saved'))),
    !may && el('p', { class: 'may', id: 'may-set-checks' }, t('may.setChecks')),
    el('div', { class: 'buttons' },
      el('button', { type: 'submit', class: 'action', 'aria-disabled': saving || !may ? 'true' : null, 'aria-describedby': may ? null : 'may-set-checks', 'data-key': 'settings-save' }, t(saving ? 'settings.saving' : 'settings.save')),
      el('button', { type: 'button', class: 'plain', 'data-key': 'settings-again', on: { click: actions.open } }, t('settings.again')),
      el('button', { type: 'button', class: 'plain', 'data-key': 'settings-close', on: { click: actions.close } }, t('settings.close'))));
}

/** @param {RuleInRegion} rule @param {SettingsForm} form @param {string | undefined} region @param {Actions} actions */
function one(rule, form, region, actions) {
  const standing = standingOf(rule, form.draft);
  const isWrong = Object.keys(form.problems).some((at) => at === `/${rule.code}` || at.startsWith(`/${rule.code}/`));
  if (isWrong) unfolded.add(rule.code);
  const isChanged = standing !== rule.defaultSeverity || rule.settings.some((setting) => Object.keys(setting.classes).length > 0 || numberIn(rule, setting, form.draft) !== '');
  const name = `${rule.code} ${termFor('rule', rule.code)}`;
  const details = el('details', { class: isWrong ? 'rule-settings wrong' : 'rule-settings', id: `settings-${rule.code}`, open: unfolded.has(rule.code) },
    el('summary', { 'data-key': `settings-${rule.code}` },
      standing === 'off' ? el('span', { class: 'sign off', 'aria-hidden': 'true' }) : severitySign(standing),
      el('span', {}, el('b', {}, rule.code), ` ${termFor('rule', rule.code)}`),
      el('span', { class: 'tag' }, t(standing === 'off' ? 'settings.off' : `severity.${standing}`)),
      isChanged && el('span', { class: 'tag' }, t('settings.changed'))),
    el('div', { class: 'rule-body' },
      el('label', { class: 'setting' }, el('span', {}, t('settings.standing')), standingBox(rule, standing, actions)),
      standing !== 'off' && rule.settings.flatMap((setting) => [undefined, ...Object.keys(setting.classes).sort()].map((ofClass) => number(rule, setting, ofClass, form, actions))),
      el('a', { href: ruleLink(rule.code, region), 'data-key': `settings-about-${rule.code}` }, `${t('rules.about', { rule: name })} ›`)));
  details.ontoggle = () => {
    if (details.open) unfolded.add(rule.code);
    else unfolded.delete(rule.code);
  };
  return details;
}

/** @param {RuleInRegion} rule @param {import('../check-settings.js').Standing} standing @param {Actions} actions */
function standingBox(rule, standing, actions) {
  const at = standingAt(rule);
  return el('select', { 'data-key': at, on: { change: (/** @type {any} */ event) => actions.chosen(at, event.target.value) } },
    [...severities, 'off'].map((value) => el('option', { value, selected: value === standing },
      t(value === 'off' ? 'settings.off' : `severity.${value}`) + (value === rule.defaultSeverity ? ` (${t('settings.default')})` : ''))));
}

/** @param {RuleInRegion} rule @param {import('../types.js').SettingInRegion} setting @param {string | undefined} ofClass @param {SettingsForm} form @param {Actions} actions */
function number(rule, setting, ofClass, form, actions) {
  const at = numberAt(rule, setting.name, ofClass);
  const problem = form.problems[at];
  const unit = setting.unit && `\u00a0${setting.unit}`;
  const help = `help-${at}`;
  return el('div', { class: 'setting' },
    el('label', { for: at }, el('code', {}, setting.name), ofClass !== undefined && ` ${t('rules.ofClass', { code: ofClass })}`),
    el('span', { class: 'measure' },
      el('input', {
        type: 'text', inputmode: 'decimal', id: at, value: numberIn(rule, setting, form.draft, ofClass), placeholder: ofClass === undefined ? setting.default : setting.value, autocomplete: 'off', 'data-key': at,
        'aria-invalid': problem ? 'true' : null, 'aria-describedby': help, on: { input: (/** @type {any} */ event) => actions.typed(at, event.target.value) },
      }), unit),
    el('span', { class: 'meaning', id: help },
      problem && el('strong', { class: 'wrong' }, problem, ' '),
      setting.meaning, ` ${t('settings.range', { least: setting.least, most: `${setting.most}${unit}`, standard: `${setting.default}${unit}` })}`));
}
