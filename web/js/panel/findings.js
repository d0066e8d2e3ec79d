// The findings: counted, filtered by severity and rule, and listed; each brings the map to its place.

import { el, severitySign } from '../dom.js';
import { t, termFor } from '../i18n/i18n.js';
import { countBySeverity, filterFindings, rulesIn, severities, underTheirCauses } from '../findings.js';
import { mayCheck } from '../permissions.js';
import { ruleLink } from '../rules/link.js';
import { formatArea } from '../units.js';
import { empty, section, whenReady } from './section.js';
import { runControls } from './run.js';
import { settingsUsed } from './settings-used.js';

/** Rows added by "more". */
const pageLength = 100;

/** Ids of the findings under which the explained ones are shown. @type {Set<string>} */
const unfolded = new Set();

/**
 * @typedef {object} FindingsView
 * @property {import('../types.js').Region | null} region
 * @property {import('../types.js').Account | null} account
 * @property {import('./section.js').Loadable<import('../types.js').Run | null>} run
 * @property {import('./section.js').Loadable<readonly import('../types.js').Finding[]>} findings
 * @property {import('../findings.js').Filter} filter
 * @property {number} shownRows
 * @property {string | null} chosen
 * @property {import('../units.js').AreaUnit} unit
 * @property {import('./run.js').Running} running
 */

/**
 * @typedef {object} FindingsActions
 * @property {() => void} start
 * @property {() => void} retry
 * @property {(filter: import('../findings.js').Filter) => void} setFilter
 * @property {(finding: import('../types.js').Finding) => void} choose
 * @property {(rows: number) => void} showRows
 */

/** @param {FindingsView} view @param {FindingsActions} actions */
export function findingsSection(view, actions) {
  return section('findings', t('findings.title'), [], runControls(view.run, view.running, actions.start, mayCheck(view.account, view.region?.id)),
    whenReady(view.run, (run) => (run ? whenReady(view.findings, (findings) => body(findings, run, view, actions), actions.retry) : view.running.state === 'idle' && empty(t('findings.noRun'))), actions.retry));
}

/** @param {readonly import('../types.js').Finding[]} findings @param {import('../types.js').Run} run @param {FindingsView} view @param {FindingsActions} actions */
function body(findings, run, view, actions) {
  const notes = [failedRules(run), settingsUsed(run, view.region?.id)];
  if (findings.length === 0) return [...notes, empty(t('findings.none'))];
  const counts = countBySeverity(findings);
  const shown = underTheirCauses(filterFindings(findings, view.filter));
  return [
    ...notes,
    el('div', { class: 'filters', role: 'group', 'aria-label': t('findings.filter') },
      severities.map((severity) => el('button', {
        type: 'button', class: `chip ${severity}`, 'aria-pressed': String(view.filter.severities.has(severity)), 'data-key': `severity-${severity}`,
        on: { click: () => actions.setFilter({ ...view.filter, severities: toggled(view.filter.severities, severity) }) },
      }, severitySign(severity), el('span', {}, t(`severity.${severity}`)), el('strong', {}, counts[severity]))),
      el('select', { 'aria-label': t('findings.rule'), 'data-key': 'rule', on: { change: (/** @type {any} */ event) => actions.setFilter({ ...view.filter, rule: event.target.value }) } },
        el('option', { value: '' }, t('findings.allRules')),
        rulesIn(findings).map(({ rule, count }) => el('option', { value: rule, selected: rule === view.filter.rule }, `${rule} ${termFor('rule', rule)} (${count})`))),
      el('a', { class: 'rule-help', href: ruleLink(view.filter.rule, view.region?.id), 'data-key': 'rules' }, view.filter.rule ? `${view.filter.rule} ›` : `${t('rules.open')} ›`)),
    shown.length === 0 ? empty(t('findings.filteredOut')) : el('ol', { class: 'rows findings' }, shown.slice(0, view.shownRows).map(({ finding, explained }) => el('li', {}, row(finding, view, actions), explained.length > 0 && fold(finding, explained, view, actions)))),
    shown.length > view.shownRows && el('button', { type: 'button', class: 'action small', 'data-key': 'more', on: { click: () => actions.showRows(view.shownRows + pageLength) } }, t('findings.more', { count: shown.length - view.shownRows })),
  ];
}

/** What a finding explains, folded under it; open while one of it is chosen. @param {import('../types.js').Finding} cause @param {readonly import('../types.js').Finding[]} explained @param {FindingsView} view @param {FindingsActions} actions */
function fold(cause, explained, view, actions) {
  const isOpen = () => unfolded.has(cause.id);
  if (explained.some(({ id }) => id === view.chosen)) unfolded.add(cause.id);
  const list = el('ol', { class: 'rows explained', id: `explained-${cause.id}`, hidden: !isOpen() }, isOpen() && rows());
  const button = el('button', { type: 'button', class: 'section-fold', 'aria-expanded': String(isOpen()), 'aria-controls': list.id, 'data-key': `unfold-${cause.id}`, on: { click: toggle } },
    el('span', { class: 'chevron', 'aria-hidden': 'true' }), t('findings.explained', { count: explained.length }));
  return [button, list];

  function rows() {
    return explained.map((finding) => el('li', {}, row(finding, view, actions)));
  }

  function toggle() {
    if (!unfolded.delete(cause.id)) unfolded.add(cause.id);
    button.setAttribute('aria-expanded', String(isOpen()));
    list.hidden = !isOpen();
    list.replaceChildren(...(isOpen() ? rows() : []));
  }
}

/** @param {import('../types.js').Finding} finding @param {FindingsView} view @param {FindingsActions} actions */
function row(finding, view, actions) {
  const { severity, rule, message, groundAreaM2 } = finding.properties;
  const about = t('rules.about', { rule: `${rule} ${termFor('rule', rule)}` });
  return el('div', { class: 'row-line' }, el('button', {
    type: 'button', class: 'row', 'aria-current': finding.id === view.chosen ? 'true' : null, 'data-key': `finding-${finding.id}`, on: { click: () => actions.choose(finding) },
  },
    severitySign(severity),
    el('span', { class: 'row-main' },
      el('span', { class: 'row-title' },
        el('span', {}, el('span', { class: 'unseen' }, `${t(`severity.${severity}`)} `), el('b', {}, rule), ` ${termFor('rule', rule)}`, !finding.geometry && el('span', { class: 'tag' }, t('findings.noPlace'))),
        typeof groundAreaM2 === 'number' && el('span', { class: 'row-number' }, formatArea(groundAreaM2, view.unit), el('span', { class: 'unit' }, ` ${t(`unit.${view.unit}`)}`))),
      el('span', { class: 'row-text' }, message))),
  el('a', { class: 'row-help', href: ruleLink(rule, view.region?.id), title: about, 'aria-label': about }, '?'));
}

/** @param {import('../types.js').Run} run */
function failedRules(run) {
  const rules = run.failedRules ?? [];
  return rules.length > 0 && el('div', { class: 'state failed', role: 'alert' }, el('p', {}, t('findings.failedRules')), el('ul', {}, rules.map(({ rule, error }) => el('li', {}, `${termFor('rule', rule)}: ${error}`))));
}

/** @template T @param {ReadonlySet<T>} set @param {T} value */
function toggled(set, value) {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
