// Declared against measured, zone by zone and sub-park by sub-park.

import { bar, el } from '../dom.js';
import { t } from '../i18n/i18n.js';
import { formatArea, formatNumber } from '../units.js';
import { compareAreas } from '../areas.js';
import { empty, failed, loading, section } from './section.js';

/**
 * @param {'sub-park' | 'zone'} kind
 * @param {import('../map/features.js').Collection | undefined} collection
 * @param {readonly import('../types.js').Figure[]} figures
 * @param {import('../units.js').AreaUnit} unit
 * @param {(feature: import('../types.js').PlanFeature) => void} zoom
 * @param {() => void} retry
 */
export function areasSection(kind, collection, figures, unit, zoom, retry) {
  return section(`${kind}s`, t(`${kind}s.title`), [], body());

  function body() {
    if (!collection || (collection.state === 'loading' && collection.features.length === 0)) return loading();
    if (collection.state === 'failed') return failed(collection.problem ?? '', retry);
    if (collection.features.length === 0) return empty(t(`${kind}s.empty`));
    const { rows, declaredM2, measuredM2, verdict } = compareAreas(collection.features, figures, kind);
    const largest = Math.max(...rows.map((row) => Math.max(row.measuredM2, row.declaredM2 ?? 0)));
    return [el('table', { class: 'numbers bars' },
      el('caption', { class: 'unseen' }, t(`${kind}s.caption`)),
      el('thead', {}, el('tr', {},
        el('th', { scope: 'col' }, t(`${kind}s.name`)),
        el('th', { scope: 'col' }, t('areas.declared'), ' ', el('span', { class: 'unit' }, t(`unit.${unit}`))),
        el('th', { scope: 'col' }, t('areas.measured'), ' ', el('span', { class: 'unit' }, t(`unit.${unit}`))),
        el('th', { scope: 'col' }, t('areas.difference')))),
      el('tbody', {}, rows.map((row) => [
        el('tr', {},
          el('th', { scope: 'row' }, el('button', { type: 'button', class: 'link', 'data-key': `park-${row.feature.id}`, on: { click: () => zoom(row.feature) } }, row.name)),
          el('td', {}, row.qualifier && el('span', { class: 'qualifier', lang: 'zh' }, row.qualifier), row.declaredM2 === null ? t('figure.blank') : formatArea(row.declaredM2, unit)),
          el('td', {}, formatArea(row.measuredM2, unit)),
          el('td', {}, difference(row.declaredM2, row.measuredM2, row.verdict))),
        el('tr', { class: 'bar-row', 'aria-hidden': 'true' }, el('td', { colspan: 4 }, bar(row.measuredM2 / largest, 'measured', row.declaredM2 === null ? undefined : row.declaredM2 / largest))),
      ])),
      el('tfoot', {}, el('tr', {},
        el('th', { scope: 'row' }, t('areas.total')),
        el('td', {}, formatArea(declaredM2, unit)),
        el('td', {}, formatArea(measuredM2, unit)),
        el('td', {}, difference(declaredM2, measuredM2, verdict))))),
    el('p', { class: 'key' }, t('bar.measured'))];
  }
}

/** The difference in percent of what is declared. @param {number | null} declared m² @param {number} measured m² @param {import('../areas.js').Verdict} verdict */
function difference(declared, measured, verdict) {
  if (declared === null || declared === 0 || verdict === 'unknown') return '–';
  if (verdict === 'same') return el('span', { class: 'same' }, '0');
  const percent = ((measured - declared) / declared) * 100;
  const explained = verdict === 'rounded' || verdict === 'worded';
  return el('span', { class: verdict, title: explained ? t(`areas.${verdict}`) : null }, `${verdict === 'rounded' ? '≈ ' : ''}${percent > 0 ? '+' : ''}${formatNumber(percent, 2)} %`);
}
