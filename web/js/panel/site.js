// The site check in the panel: the red line above, then the verdict, what stands against the site, and its areas by layer.

import { el, severitySign } from '../dom.js';
import { either, language, t, termFor } from '../i18n/i18n.js';
import { formatArea, formatLength, formatShare } from '../units.js';
import { failed, loading, section } from './section.js';

/** @typedef {import('../types.js').SiteReport} SiteReport */
/** @typedef {import('../types.js').Text} Text */

/** How grave each outcome is, in the signs of findings. @type {Record<string, import('../types.js').Severity>} */
export const severityOf = { forbidden: 'error', procedure: 'warning', note: 'info' };

/** One box for the whole visit: rendering the panel anew must not move the caret. @type {HTMLTextAreaElement | undefined} */
let box;
let isAgainOpen = false;

/**
 * @param {import('../state.js').State} state
 * @param {import('../site.js').SiteActions & {show: (finding: import('../types.js').SiteFinding) => void}} actions
 */
export function siteSection(state, actions) {
  const { drawing, result } = state.site;
  return section('site', t('site.title'), [],
    result?.state === 'loading' && loading(),
    result?.state === 'failed' && failed(result.problem),
    drawing ? drawingHelp(drawing.length, actions)
    : result?.state === 'ready' ? [report(result.value, state, actions), again(form(state, actions))]
    : [el('p', { class: 'explain' }, t('site.intro')), form(state, actions)]);
}

/** The form below a result, folded: the verdict comes first. @param {import('../dom.js').Child[]} content */
function again(content) {
  const details = el('details', { class: 'again', open: isAgainOpen }, el('summary', { 'data-key': 'site-again' }, t('site.again')), content);
  details.ontoggle = () => { isAgainOpen = details.open; };
  return details;
}

/** @param {number} points @param {import('../site.js').SiteActions} actions */
function drawingHelp(points, actions) {
  return el('div', { class: 'site-drawing' },
    el('p', { class: 'explain' }, t('site.drawHelp')),
    el('p', { role: 'status' }, t('site.points', { count: points })),
    el('div', { class: 'buttons' },
      el('button', { type: 'button', class: 'action', 'aria-disabled': points < 3 ? 'true' : null, 'data-key': 'site-finish', on: { click: actions.finish } }, t('site.finish')),
      el('button', { type: 'button', class: 'plain', disabled: points === 0, 'data-key': 'site-undo', on: { click: actions.undo } }, t('site.undo')),
      el('button', { type: 'button', class: 'plain', 'data-key': 'site-cancel', on: { click: actions.cancel } }, t('site.cancel'))));
}

/** @param {import('../state.js').State} state @param {import('../site.js').SiteActions} actions */
function form(state, actions) {
  box ??= el('textarea', { id: 'site-text', rows: 5, spellcheck: 'false', autocomplete: 'off', 'data-key': 'site-text' });
  if (box.value !== state.site.text) box.value = state.site.text;
  box.oninput = () => actions.typed(box?.value ?? '');
  box.placeholder = t('site.placeholder');
  box.setAttribute('aria-describedby', 'site-help');
  const file = el('input', { type: 'file', id: 'site-file', class: 'unseen', accept: '.geojson,.json,.txt,.csv', 'data-key': 'site-file', on: { change: (/** @type {any} */ event) => event.target.files[0] && actions.open(event.target.files[0]) } });
  return [
    el('div', { class: 'buttons' },
      el('button', { type: 'button', class: 'action', 'data-key': 'site-draw', on: { click: actions.draw } }, t('site.draw')),
      el('span', { class: 'file' }, file, el('label', { class: 'plain', for: 'site-file' }, t('site.open')))),
    el('label', { class: 'label', for: 'site-text' }, t('site.paste')),
    box,
    el('p', { class: 'key', id: 'site-help' }, t('site.pasteHelp')),
    el('div', { class: 'buttons' },
      el('button', { type: 'button', class: 'action', 'data-key': 'site-check', on: { click: actions.check } }, t('site.check')),
      (state.site.text !== '' || state.site.result) && el('button', { type: 'button', class: 'plain', 'data-key': 'site-clear', on: { click: actions.clear } }, t('site.clear'))),
  ];
}

/** @param {SiteReport} report @param {import('../state.js').State} state @param {{show: (finding: import('../types.js').SiteFinding) => void}} actions */
function report(report, state, actions) {
  const { unit } = state;
  return el('div', { class: 'site-report' },
    el('p', { class: `outcome ${report.verdict}`, role: 'status', tabindex: -1, 'data-key': 'site-verdict' }, severityOf[report.verdict] && severitySign(/** @type {any} */ (severityOf[report.verdict])), el('strong', {}, say(report.verdictText))),
    el('dl', { class: 'facts' },
      fact(t('site.area'), `${formatArea(report.areas.ellipsoidalAreaM2, unit, 'exact')} ${t(`unit.${unit}`)}`),
      fact(t('site.takes'), `${formatArea(report.quota.takesM2, unit)} ${t(`unit.${unit}`)}`),
      report.quota.unusedAfterM2 !== null && fact(t('site.unusedAfter'), `${formatArea(report.quota.unusedAfterM2, unit)} ${t(`unit.${unit}`)}`),
      report.roads.map((road) => fact(t('site.road', { state: termFor('state', road.state) }), `${road.road.name ?? road.road.code ?? `#${road.road.id}`} · ${formatLength(road.distanceM)}`))),
    el('p', { class: 'key' }, t('site.reading', { reading: say(report.reading) })),
    sheetForm(report, state),
    report.findings.length > 0 && el('ol', { class: 'rows findings' }, report.findings.map((finding) => row(finding, unit, actions))),
    report.layers.map((layer) => table(layer, unit)),
    report.leftOut.length > 0 && el('p', { class: 'key' }, t('site.leftOut', { count: report.leftOut.length })),
    report.ignored.count > 0 && el('p', { class: 'key' }, t('site.ignored', { count: report.ignored.count, area: formatArea(report.ignored.groundAreaM2, 'm2') })),
    el('p', { class: 'key' }, t('site.basis', { basis: report.basis.map((one) => t('site.revision', { plan: t(`plan.${one.plan}`), revision: one.revision, date: one.date.slice(0, 10) })).join(t('list.and')) })));
}

/** Opens the sheet in a window of its own: a form, because a red line is too long for an address. @param {SiteReport} report @param {import('../state.js').State} state */
function sheetForm(report, state) {
  return el('form', { class: 'buttons', method: 'post', target: '_blank', action: `api/regions/${encodeURIComponent(report.region)}/site-check?language=${language()}` },
    el('input', { type: 'hidden', name: 'site', value: state.site.checked }),
    el('button', { type: 'submit', class: 'plain', 'data-key': 'site-sheet' }, t('site.sheet')));
}

/** @param {import('../types.js').SiteFinding} finding @param {import('../units.js').AreaUnit} unit @param {{show: (finding: import('../types.js').SiteFinding) => void}} actions */
function row(finding, unit, actions) {
  const severity = severityOf[finding.outcome] ?? 'info';
  const content = [
    severitySign(severity),
    el('span', { class: 'row-main' },
      el('span', { class: 'row-title' },
        el('span', {}, el('span', { class: 'unseen' }, `${t(`outcome.${finding.outcome}`)} `), el('b', {}, say(finding.name))),
        finding.groundAreaM2 !== null && el('span', { class: 'row-number' }, formatArea(finding.groundAreaM2, unit), el('span', { class: 'unit' }, ` ${t(`unit.${unit}`)}`))),
      el('span', { class: 'row-text' }, say(finding.text), language() === 'zh' ? '' : ' ', say(finding.remedy))),
  ];
  return el('li', {}, finding.place
    ? el('button', { type: 'button', class: 'row', 'data-key': `site-${finding.code}`, on: { click: () => actions.show(finding) } }, content)
    : el('div', { class: 'row' }, content));
}

/** @param {import('../types.js').SiteLayer} layer @param {import('../units.js').AreaUnit} unit */
function table(layer, unit) {
  return el('table', { class: 'numbers site-layer' },
    el('caption', {}, say(layer.name)),
    el('thead', {}, el('tr', {},
      el('th', { scope: 'col' }, t('site.class')),
      el('th', { scope: 'col' }, t(`unit.${unit}`)),
      el('th', { scope: 'col' }, '%'))),
    el('tbody', {},
      layer.rows.map((row) => el('tr', { class: row.outcome },
        el('th', { scope: 'row' }, severityOf[row.outcome] && row.outcome !== 'note' && severitySign(/** @type {any} */ (severityOf[row.outcome])), row.code && layer.id !== 'farmland' && el('span', { class: 'code' }, row.code), say(row.name)),
        el('td', {}, formatArea(row.groundAreaM2, unit, 'exact')),
        el('td', {}, formatShare(row.share).replace(' %', '')))),
      layer.doubledM2 >= 0.005 && el('tr', { class: 'doubled' }, el('th', { scope: 'row' }, t('site.doubled')), el('td', {}, formatArea(layer.doubledM2, unit, 'exact')), el('td', {}))));
}

/** @param {string} name @param {string} value */
const fact = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));

/** @param {Text} text */
const say = (text) => either(text.zh, text.en);
