// The road network by state, for those who stand in the field.

import { el } from '../dom.js';
import { t } from '../i18n/i18n.js';
import { formatLength } from '../units.js';
import { empty, failed, loading, section } from './section.js';

const states = ['finished', 'under-construction', 'planned'];

/**
 * @param {import('../map/features.js').Collection | undefined} collection
 * @param {(feature: import('../types.js').PlanFeature) => void} zoom
 * @param {() => void} retry
 */
export function roadsSection(collection, zoom, retry) {
  return section('roads', t('roads.title'), [], body());

  function body() {
    if (!collection || (collection.state === 'loading' && collection.features.length === 0)) return loading();
    if (collection.state === 'failed') return failed(collection.problem ?? '', retry);
    if (collection.features.length === 0) return empty(t('roads.empty'));
    return states.map((state) => group(state, collection.features.filter((road) => (road.properties.state ?? 'planned') === state)));
  }

  /** @param {string} state @param {import('../types.js').PlanFeature[]} roads */
  function group(state, roads) {
    const lengthM = roads.reduce((sum, road) => sum + (road.properties.groundLengthM ?? 0), 0);
    return el('div', { class: 'road-state' },
      el('h3', {}, el('span', { class: `road-sample ${state}`, 'aria-hidden': 'true' }), t(`road.${state}`), el('span', { class: 'tally' }, t('roads.tally', { count: roads.length, length: formatLength(lengthM) }))),
      roads.length > 0 && el('ul', { class: 'rows' }, [...roads].sort((a, b) => (a.properties.name ?? '').localeCompare(b.properties.name ?? '', 'zh')).map((road) => el('li', {},
        el('button', { type: 'button', class: 'row', 'data-key': `road-${road.id}`, on: { click: () => zoom(road) } },
          el('span', { class: 'row-main' }, road.properties.name ?? road.properties.code ?? t('roads.unnamed')),
          el('span', { class: 'row-number' }, formatLength(road.properties.groundLengthM ?? 0)))))));
  }
}
