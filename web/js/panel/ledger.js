// The ledger: every combination of built, unbuilt and uncovered in the three plans, and proof that it adds up.

import { el } from '../dom.js';
import { t, termFor } from '../i18n/i18n.js';
import { agrees, audit, ignoredTotal, ledgerOfPart, rowsBySize } from '../ledger.js';
import { formatArea, formatNumber } from '../units.js';
import { empty, section, whenReady } from './section.js';

/** @typedef {{subPark: number | null, setSubPark: (id: number | null) => void}} Scope */

/**
 * @param {import('./section.js').Loadable<import('../types.js').Ledger | null>} ledger
 * @param {import('../types.js').Run | null} run
 * @param {import('../units.js').AreaUnit} unit
 * @param {Scope} scope the whole zone, or one sub-park
 * @param {() => void} retry
 */
export function ledgerSection(ledger, run, unit, scope, retry) {
  return section('ledger', t('ledger.title'), [], whenReady(ledger, (value) => content(value, run, unit, scope), retry));
}

/** @param {import('../types.js').Ledger | null} ledger @param {import('../types.js').Run | null} run @param {import('../units.js').AreaUnit} unit @param {Scope} scope */
function content(ledger, run, unit, scope) {
  if (!ledger) return empty(t('ledger.noRun'));
  if (ledger.zoneGroundAreaM2 === 0 && ledger.rows.length === 0 && ledger.leftOut.length === 0) return empty(t('ledger.noZone'));
  const parts = ledger.bySubPark ?? [];
  const part = parts.find(({ subPark }) => subPark.id === scope.subPark);
  return [
    parts.length > 0 && choice(parts, scope),
    el('p', { class: 'explain' }, t(part ? 'ledger.explainPart' : 'ledger.explain')),
    part ? table(ledgerOfPart(part), unit, true) : table(ledger, unit, false),
    part ? el('dl', { class: 'facts' }, fact('ledger.residual', `${residual(part.residualM2)} m²`)) : facts(ledger, run, unit),
  ].flat();
}

/** @param {readonly import('../types.js').SubParkLedger[]} parts @param {Scope} scope */
function choice(parts, scope) {
  return el('label', { class: 'ledger-of' }, el('span', {}, t('ledger.of')),
    el('select', { 'data-key': 'ledger-of', on: { change: (/** @type {any} */ event) => scope.setSubPark(event.target.value === '' ? null : Number(event.target.value)) } },
      el('option', { value: '' }, t('ledger.whole')),
      parts.map(({ subPark }) => el('option', { value: subPark.id, selected: subPark.id === scope.subPark }, subPark.name ?? subPark.code ?? subPark.id))));
}

/** @param {import('../types.js').Ledger} ledger @param {import('../units.js').AreaUnit} unit @param {boolean} isPart */
function table(ledger, unit, isPart) {
  const sum = audit(ledger);
  const words = /** @type {const} */ (['zone', 'urban', 'landUse']);
  const verdict = `${sum.addsUp ? 'ledger.addsUp' : 'ledger.fails'}${isPart ? 'Part' : ''}`;
  return [
    el('div', { class: 'wide', tabindex: 0, role: 'group', 'aria-label': t('ledger.title') }, el('table', { class: 'numbers ledger' },
      el('caption', { class: 'unseen' }, t('ledger.title')),
      el('thead', {}, el('tr', {},
        words.map((word) => el('th', { scope: 'col', class: 'word' }, t(`ledger.${word}`))),
        el('th', { scope: 'col' }, t('ledger.patches')),
        el('th', { scope: 'col' }, t('ledger.area'), ' ', el('span', { class: 'unit' }, t(`unit.${unit}`))),
        el('th', { scope: 'col' }, t('ledger.share'), ' ', el('span', { class: 'unit' }, '%')))),
      el('tbody', {}, rowsBySize(ledger).map((row) => el('tr', { class: agrees(row) ? 'agrees' : 'disagrees' },
        words.map((word) => el('td', { class: `word ${row[word]}` }, t(`ledger.${row[word]}`))),
        el('td', {}, formatNumber(row.patches, 0)),
        el('td', {}, formatArea(row.groundAreaM2, unit, 'exact')),
        el('td', {}, formatNumber(row.share * 100, 2))))),
      el('tfoot', {},
        el('tr', { class: 'total' }, el('th', { scope: 'row', colspan: 3 }, t('ledger.total')), el('td', {}, formatNumber(sum.patches, 0)), el('td', {}, formatArea(sum.sumM2, unit, 'exact')), el('td', {}, formatNumber(100 * (sum.sumM2 / (ledger.zoneGroundAreaM2 || 1)), 2))),
        el('tr', {}, el('th', { scope: 'row', colspan: 4 }, t(isPart ? 'ledger.subParkArea' : 'ledger.zoneArea')), el('td', {}, formatArea(ledger.zoneGroundAreaM2, unit, 'exact')), el('td', {}))))),
    el('p', { class: sum.addsUp ? 'verdict good' : 'verdict bad' }, t(verdict, { difference: residual(sum.differenceM2), allowed: residual(sum.allowedM2) })),
  ];
}

/** What else is to be known of the whole. @param {import('../types.js').Ledger} ledger @param {import('../types.js').Run | null} run @param {import('../units.js').AreaUnit} unit */
function facts(ledger, run, unit) {
  const ignored = ignoredTotal(run?.ignored);
  return el('dl', { class: 'facts' },
    fact('ledger.residual', `${residual(ledger.residualM2)} m²`),
    fact('ledger.doubled', `${formatArea(ledger.doubledGroundAreaM2, unit, 'exact')} ${t(`unit.${unit}`)}`),
    typeof ledger.zoneEllipsoidalAreaM2 === 'number' && fact('ledger.ellipsoidal', `${formatArea(ledger.zoneEllipsoidalAreaM2, unit, 'exact')} ${t(`unit.${unit}`)}`),
    fact('ledger.ignored', t('ledger.ignoredParts', { count: ignored.count, area: formatNumber(ignored.groundAreaM2, 3) })),
    fact('ledger.leftOut', ledger.leftOut.length === 0 ? t('ledger.none') : el('ul', {}, ledger.leftOut.map(({ feature, reason }) => el('li', {}, `${feature.name ?? feature.code ?? feature.id} · ${termFor('plan', feature.plan ?? '')} · ${termFor('reason', reason)}`)))));
}

/** @param {string} key @param {Node | string} value */
const fact = (key, value) => el('div', {}, el('dt', {}, t(key)), el('dd', {}, value));

/** A residual is tiny: as many decimals as it takes to see it. @param {number} areaM2 */
const residual = (areaM2) => (Math.abs(areaM2) < 1e-7 ? '0.000000' : formatNumber(areaM2, 6));

