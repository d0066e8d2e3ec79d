// The card of layers: what is shown, how strongly, and what its colours and lines mean.

import { el, fill, severitySign, swatch } from '../dom.js';
import { either, t } from '../i18n/i18n.js';
import { groups, layers, seeThrough } from './catalogue.js';
import { patchOpacity } from './styles.js';
import { paneOf } from './map.js';
import { gridOnly } from './base-layers.js';
import { referenceColour } from './references.js';

/** @typedef {import('./catalogue.js').Layer} Layer */
/** @typedef {import('./catalogue.js').Group} Group */

/**
 * @typedef {object} CardState
 * @property {boolean} open
 * @property {ReadonlySet<string>} visible
 * @property {Readonly<Record<string, number>>} opacity
 * @property {readonly import('../types.js').BaseLayer[]} baseLayers
 * @property {string} baseLayer
 * @property {import('./features.js').Features | null} features
 * @property {readonly import('../types.js').Reference[]} references
 * @property {import('./references.js').References | null} referenceWindows
 * @property {import('../codes.js').Codes} codes
 */

/**
 * @typedef {object} CardActions
 * @property {(id: string, shown: boolean) => void} toggle
 * @property {(group: Group, opacity: number) => void} setOpacity
 * @property {(id: string) => void} setBase
 * @property {(open: boolean) => void} setOpen
 */

/** @param {HTMLElement} card @param {CardState} state @param {CardActions} actions */
export function renderLayerCard(card, state, actions) {
  fill(card, () => [
    el('button', { type: 'button', class: 'card-head', 'aria-expanded': String(state.open), 'aria-controls': 'layer-list', 'data-key': 'layers-open', on: { click: () => actions.setOpen(!state.open) } },
      t('layers.title'), el('span', { class: 'chevron', 'aria-hidden': 'true' })),
    el('div', { id: 'layer-list', class: 'card-body', hidden: !state.open, tabindex: state.open ? 0 : null, role: 'group', 'aria-label': t('layers.title') },
      groups.map((group) => groupOf(group, state, actions)),
      referenceGroup(state, actions),
      baseChoice(state, actions)),
  ]);
}

/** @param {Group} group @param {CardState} state @param {CardActions} actions */
function groupOf(group, state, actions) {
  return el('fieldset', { class: 'group' },
    el('legend', {}, group === 'zone' || group === 'urban' || group === 'land-use' ? el('span', { class: `outline ${group}`, 'aria-hidden': 'true' }) : null, t(`group.${group}`)),
    layers.filter((layer) => layer.group === group).reverse().map((layer) => row(layer, state, actions)),
    seeThrough.includes(group) && layers.some((layer) => layer.group === group && paneOf(layer) === group && state.visible.has(layer.id)) && el('label', { class: 'opacity' },
      el('span', {}, t('layers.opacity')),
      el('input', { type: 'range', min: 10, max: 100, step: 5, value: Math.round((state.opacity[group] ?? 1) * 100), 'data-key': `opacity-${group}`, 'aria-label': `${t('layers.opacity')}: ${t(`group.${group}`)}`,
        on: { input: (/** @type {any} */ event) => actions.setOpacity(group, Number(event.target.value) / 100) } })));
}

/** What planners work over; nothing where the region has none. @param {CardState} state @param {CardActions} actions */
function referenceGroup(state, actions) {
  return state.references.length > 0 && el('fieldset', { class: 'group' }, el('legend', {}, t('group.reference')),
    state.references.map(({ id, title }, index) => {
      const shown = state.visible.has(id);
      const window = shown ? state.referenceWindows?.known(id) : undefined;
      return el('label', { class: 'layer' },
        el('input', { type: 'checkbox', checked: shown, 'data-key': `layer-${id}`, on: { change: (/** @type {any} */ event) => actions.toggle(id, event.target.checked) } }),
        swatch(referenceColour(index), 0.5, 'reference'),
        el('span', {}, title),
        window && el('span', { class: 'layer-count', title: window.more ? t('reference.more') : null },
          window.state === 'failed' ? t('layers.failed') : window.state === 'loading' ? t('layers.loading', { count: window.features.length }) : `${window.features.length || t('layers.empty')}${window.more ? '+' : ''}`));
    }));
}

/** @param {Layer} layer @param {CardState} state @param {CardActions} actions */
function row(layer, state, actions) {
  const shown = state.visible.has(layer.id);
  const known = shown && layer.kind !== 'finding' ? state.features?.known(layer.plan, layer.collection) : undefined;
  const features = known?.features.filter((feature) => !layer.attribute || feature.properties[layer.attribute]) ?? [];
  return [
    el('label', { class: 'layer' },
      el('input', { type: 'checkbox', checked: shown, 'data-key': `layer-${layer.id}`, on: { change: (/** @type {any} */ event) => actions.toggle(layer.id, event.target.checked) } }),
      el('span', {}, t(`layer.${layer.id}`)),
      known && el('span', { class: 'layer-count' }, known.state === 'loading' ? t('layers.loading', { count: features.length }) : known.state === 'failed' ? t('layers.failed') : features.length || t('layers.empty'))),
    shown && legend(layer, features, state.codes),
  ];
}

/** @param {Layer} layer @param {import('../types.js').PlanFeature[]} features @param {import('../codes.js').Codes} codes */
function legend(layer, features, codes) {
  if (layer.kind === 'patch') {
    const present = new Set(features.map((feature) => feature.properties[layer.attribute ?? 'class'] ?? ''));
    return list([...present].sort().map((code) => {
      const cls = codes.classOf(layer.list ?? '', code);
      return [swatch(codes.colour(layer.list ?? '', code), patchOpacity, `line-${layer.group}`), cls ? either(cls.labelZh, cls.labelEn) : `${code} (${t('feature.unknownCode')})`];
    }));
  }
  if (layer.kind === 'road') return list(['finished', 'under-construction', 'planned'].map((state) => [el('span', { class: `road-sample ${state}`, 'aria-hidden': 'true' }), t(`road.${state}`)]));
  if (layer.kind === 'farmland') return list(['basic', 'general'].map((cls) => [el('span', { class: `swatch farmland-${cls}`, 'aria-hidden': 'true' }), t(`farmland.${cls}`)]));
  if (layer.kind === 'finding') return list(/** @type {const} */ (['error', 'warning', 'info']).map((severity) => [severitySign(severity), t(`severity.${severity}`)]));
  return null;
}

/** @param {(Node | string)[][]} rows */
function list(rows) {
  return rows.length > 0 && el('ul', { class: 'legend' }, rows.map((children) => el('li', {}, ...children)));
}

/** @param {CardState} state @param {CardActions} actions */
function baseChoice(state, actions) {
  const choices = [{ id: gridOnly, label: t('base.grid') }, ...state.baseLayers.map((layer) => ({ id: layer.id, label: either(layer.nameZh, layer.nameEn) }))];
  return el('fieldset', { class: 'group' }, el('legend', {}, t('base.title')),
    choices.map(({ id, label }) => el('label', { class: 'layer' },
      el('input', { type: 'radio', name: 'base', value: id, checked: id === state.baseLayer, 'data-key': `base-${id}`, on: { change: () => actions.setBase(id) } }),
      el('span', {}, label))));
}
