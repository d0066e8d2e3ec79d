// The bar on top: region, mode, language; and the switch of plans over the map.

import { el, fill, segments } from './dom.js';
import { either, t, translate } from './i18n/i18n.js';
import { modes, planChoices } from './state.js';

/**
 * @param {import('./state.js').State} state
 * @param {{setRegion: (id: string) => void, setMode: (mode: string) => void, setPlan: (plan: string) => void}} actions
 */
export function renderHeader(state, actions) {
  translate(document);
  const region = /** @type {HTMLSelectElement} */ (byId('region'));
  const regions = state.regions.state === 'ready' ? state.regions.value : [];
  region.disabled = regions.length === 0;
  fill(region, () => regions.length === 0
    ? el('option', {}, t(state.regions.state === 'loading' ? 'state.loading' : 'region.none'))
    : [state.region ? null : el('option', { value: '', selected: true, disabled: true }, t('region.choose')), ...regions.map((r) => el('option', { value: r.id, selected: r.id === state.region?.id }, either(r.nameZh, r.nameEn)))]);
  region.onchange = () => actions.setRegion(region.value);
  fill(byId('modes'), () => segments('mode', modes.map((mode) => ({ value: mode, label: t(`mode.${mode}`), title: t(`mode.${mode}.title`) })), state.mode, actions.setMode));
  fill(byId('plans'), () => segments('plan', planChoices.map((plan) => ({ value: plan, label: t(`plan.${plan}`) })), state.plan, actions.setPlan));
  byId('plans').hidden = state.mode === 'field' || state.mode === 'site';
  const language = byId('language');
  language.textContent = t('language.other');
  language.lang = state.language === 'zh' ? 'en' : 'zh';
  const badge = byId('synthetic');
  badge.hidden = !state.region?.synthetic;
  badge.textContent = t('synthetic.badge');
  badge.title = either(state.region?.noteZh, state.region?.noteEn);
  document.title = state.region ? `${either(state.region.nameZh, state.region.nameEn)} · GeoZones` : 'GeoZones';
}

/** @param {string} id */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html has no element #${id}`);
  return element;
}
