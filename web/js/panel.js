// The side panel: which sections each mode shows, in which order.

import { el, fill, segments } from './dom.js';
import { t } from './i18n/i18n.js';
import { areaUnits } from './units.js';
import { figuresSection } from './panel/figures.js';
import { findingsSection } from './panel/findings.js';
import { ledgerSection } from './panel/ledger.js';
import { quotasSection } from './panel/quotas.js';
import { roadsSection } from './panel/roads.js';
import { failed, loading } from './panel/section.js';
import { subParksSection } from './panel/sub-parks.js';

/** @typedef {import('./state.js').State} State */

/**
 * @typedef {object} PanelActions
 * @property {(unit: import('./units.js').AreaUnit) => void} setUnit
 * @property {(feature: import('./types.js').PlanFeature) => void} zoomToFeature
 * @property {() => void} reload
 * @property {() => void} reopen
 * @property {import('./panel/findings.js').FindingsActions} findings
 */

/** @type {Record<string, ((state: State, actions: PanelActions) => HTMLElement)[]>} */
const sectionsOf = {
  plan: [subParks, quotas, findings, figures],
  review: [findings, ledger, quotas, figures],
  field: [roads],
};

/** @param {HTMLElement} container @param {State} state @param {PanelActions} actions */
export function renderPanel(container, state, actions) {
  const top = container.scrollTop;
  fill(container, ...content(state, actions));
  container.scrollTop = top;
}

/** @param {State} state @param {PanelActions} actions */
function content(state, actions) {
  if (state.regions.state === 'loading') return [loading()];
  if (state.regions.state === 'failed') return [failed(state.regions.problem, actions.reload)];
  if (state.regions.value.length === 0) return [el('div', { class: 'state' }, el('p', {}, t('region.empty')), el('code', {}, 'dotnet run --project src/GeoZones.Server -- import --case data/changyuan'))];
  if (!state.region) return [el('p', { class: 'state' }, t('region.choose'))];
  return [
    state.mode !== 'field' && el('div', { class: 'panel-top' },
      el('div', { class: 'segments small', role: 'radiogroup', 'aria-label': t('unit.label') }, segments('unit', areaUnits.map((unit) => ({ value: unit, label: t(`unit.${unit}`) })), state.unit, (unit) => actions.setUnit(/** @type {any} */ (unit))))),
    ...(sectionsOf[state.mode] ?? []).map((make) => make(state, actions)),
  ];
}

/** @param {State} state @param {PanelActions} actions */
function subParks(state, actions) {
  const stated = state.figures.state === 'ready' ? state.figures.value : [];
  return subParksSection(state.features?.known('zone', 'sub-parks'), stated, state.unit, actions.zoomToFeature, actions.reopen);
}

/** @param {State} state @param {PanelActions} actions */
function quotas(state, actions) {
  return quotasSection(state.run, state.unit, actions.findings.retry);
}

/** @param {State} state @param {PanelActions} actions */
function findings(state, actions) {
  return findingsSection(state, actions.findings);
}

/** @param {State} state @param {PanelActions} actions */
function ledger(state, actions) {
  return ledgerSection(state.ledger, state.run.state === 'ready' ? state.run.value : null, state.unit, actions.findings.retry);
}

/** @param {State} state @param {PanelActions} actions */
function figures(state, actions) {
  return figuresSection(state.figures, actions.reopen);
}

/** @param {State} state @param {PanelActions} actions */
function roads(state, actions) {
  return roadsSection(state.features?.known('zone', 'roads'), actions.zoomToFeature, actions.reopen);
}
