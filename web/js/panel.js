// The side panel: which sections each mode shows, in which order.

import { el, fill, segments } from './dom.js';
import { t } from './i18n/i18n.js';
import { isAdministrator } from './permissions.js';
import { areaUnits } from './units.js';
import { figuresSection } from './panel/figures.js';
import { findingsSection } from './panel/findings.js';
import { ledgerSection } from './panel/ledger.js';
import { quotasSection } from './panel/quotas.js';
import { roadsSection } from './panel/roads.js';
import { failed, loading } from './panel/section.js';
import { areasSection } from './panel/areas.js';
import { checkSettingsSection } from './panel/check-settings.js';
import { siteSection } from './panel/site.js';

/** @typedef {import('./state.js').State} State */

/**
 * @typedef {object} PanelActions
 * @property {(unit: import('./units.js').AreaUnit) => void} setUnit
 * @property {(feature: import('./types.js').PlanFeature) => void} zoomToFeature
 * @property {(id: number | null) => void} setSubPark
 * @property {() => void} reload
 * @property {() => void} signIn
 * @property {() => void} reopen
 * @property {import('./panel/findings.js').FindingsActions} findings
 * @property {Parameters<typeof siteSection>[1]} site
 * @property {import('./check-settings.js').CheckSettingsActions} checkSettings
 */

/** The sections, by their ids, and how each is made. @type {Record<string, (state: State, actions: PanelActions) => HTMLElement>} */
const sections = { zones, 'sub-parks': subParks, quotas, findings, ledger, figures, roads, site, settings };

/** @type {Record<string, (keyof typeof sections)[]>} */
const sectionsOf = {
  plan: ['zones', 'sub-parks', 'quotas', 'findings', 'figures'],
  review: ['findings', 'ledger', 'quotas', 'figures', 'settings'],
  site: ['site'],
  field: ['roads'],
};

/** Renders the panel; it stays scrolled where it was as long as it shows the same. @param {HTMLElement} container @param {State} state @param {PanelActions} actions */
export function renderPanel(container, state, actions) {
  const shows = `${state.region?.id}/${state.mode}`;
  const top = container.dataset.shows === shows ? container.scrollTop : 0;
  fill(container, () => content(state, actions));
  container.scrollTop = top;
  container.dataset.shows = shows;
}

/** @param {State} state @param {PanelActions} actions */
function content(state, actions) {
  if (state.regions.state === 'loading') return [loading()];
  if (state.regions.state === 'failed') return [failed(state.regions.problem, actions.reload)];
  if (state.closed !== null || (state.regions.value.length === 0 && !isAdministrator(state.account))) return [closedRegion(state, actions)];
  if (state.regions.value.length === 0) return [el('div', { class: 'state' }, el('p', {}, t('region.empty')), el('code', {}, 'dotnet run --project src/GeoZones.Server -- import --case data/changyuan'))];
  if (!state.region) return [el('p', { class: 'state' }, t('region.choose'))];
  const shown = (sectionsOf[state.mode] ?? []).filter((id) => id !== 'zones' || hasZones(state));
  return [
    state.mode !== 'field' && el('div', { class: 'panel-top' },
      shown.length > 1 && el('nav', { 'aria-label': t('panel.sections') }, shown.map((id) => el('button', { type: 'button', class: 'jump', 'data-key': `jump-${id}`, on: { click: () => jumpTo(id) } }, t(`section.${id}`)))),
      el('div', { class: 'segments small', role: 'radiogroup', 'aria-label': t('unit.label') }, segments('unit', areaUnits.map((unit) => ({ value: unit, label: t(`unit.${unit}`) })), state.unit, (unit) => actions.setUnit(/** @type {any} */ (unit))))),
    ...shown.map((id) => sections[id]?.(state, actions)),
  ];
}

/** What keeps the reader out, and how to get in. @param {State} state @param {PanelActions} actions */
function closedRegion(state, actions) {
  const isKnown = state.account?.signedIn ?? false;
  const text = state.closed === null ? t(isKnown ? 'region.noneYours' : 'region.allClosed') : t(isKnown ? 'region.notYours' : 'region.closed', { region: state.closed });
  return el('div', { class: 'state closed', role: 'status' }, el('p', {}, text), !isKnown && el('button', { type: 'button', class: 'action', 'data-key': 'closed-sign-in', on: { click: actions.signIn } }, t('account.signIn')));
}

/** Scrolls the panel, and only the panel, to a section and moves the keyboard there. @param {string} id */
function jumpTo(id) {
  const target = document.getElementById(id);
  const scroller = target?.parentElement;
  if (!target || !scroller) return;
  scroller.scrollTop = target.offsetTop - (scroller.querySelector('.panel-top')?.clientHeight ?? 0);
  target.querySelector('button')?.focus({ preventScroll: true });
}

/** @param {State} state @param {PanelActions} actions */
function subParks(state, actions) {
  return areasSection('sub-park', state.features?.known('zone', 'sub-parks'), stated(state), state.unit, actions.zoomToFeature, actions.reopen);
}

/** @param {State} state @param {PanelActions} actions */
function zones(state, actions) {
  return areasSection('zone', state.features?.known('zone', 'zone-boundaries'), stated(state), state.unit, actions.zoomToFeature, actions.reopen);
}

/** @param {State} state */
const stated = (state) => (state.figures.state === 'ready' ? state.figures.value : []);

/** A region with one zone shows its sub-parks; one with several shows the zones, too. @param {State} state */
const hasZones = (state) => (state.features?.known('zone', 'zone-boundaries')?.features.length ?? 0) > 1;

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
  return ledgerSection(state.ledger, state.run.state === 'ready' ? state.run.value : null, state.unit, { subPark: state.subPark, setSubPark: actions.setSubPark }, actions.findings.retry);
}

/** @param {State} state @param {PanelActions} actions */
function figures(state, actions) {
  return figuresSection(state.figures, actions.reopen);
}

/** @param {State} state @param {PanelActions} actions */
function site(state, actions) {
  return siteSection(state, actions.site);
}

/** @param {State} state @param {PanelActions} actions */
function settings(state, actions) {
  return checkSettingsSection(state, actions.checkSettings);
}

/** @param {State} state @param {PanelActions} actions */
function roads(state, actions) {
  return roadsSection(state.features?.known('zone', 'roads'), actions.zoomToFeature, actions.reopen);
}
