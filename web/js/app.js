// The page's table of contents: what there is, and what happens when something changes.

import { createAccount, signInFailure } from './account.js';
import { createAdministration } from './administration.js';
import * as api from './api.js';
import { createCheckSettings } from './check-settings.js';
import { union } from './geometry.js';
import { byId, renderHeader } from './header.js';
import { firstLanguage, learn, rememberedLanguage, speak } from './i18n/i18n.js';
import { createLive } from './live.js';
import { layersFor } from './map/catalogue.js';
import { renderLayerCard } from './map/layer-card.js';
import { isReference } from './map/references.js';
import { createMapView } from './map-view.js';
import { tell } from './notice.js';
import { renderPanel } from './panel.js';
import { renderAccount } from './panel/account.js';
import { renderAdministration } from './panel/administration.js';
import { readLink, writeLink } from './permalink.js';
import { unlessPressed } from './press.js';
import { createRegionLoader } from './region.js';
import { createSheet } from './sheet.js';
import { createSiteCheck } from './site.js';
import { severityOf } from './panel/site.js';
import { createState, firstRows, modes, onItsWay, planChoices } from './state.js';

/** Opens the page. */
export function open() {
  const link = readLink(location.hash);
  const wide = window.matchMedia('(min-width: 760px)');
  const language = firstLanguage(link.lang, rememberedLanguage(), navigator.languages);
  speak(language);
  const store = createState(language, known(modes, link.mode) ?? (wide.matches ? 'plan' : 'field'), known(planChoices, link.plan) ?? 'zone', wide.matches);

  const loader = createRegionLoader(store);
  let toFit = false;
  const sheet = createSheet(byId('panel'), byId('sheet'));
  const view = createMapView(byId('map'), store, {
    choose,
    told: (text) => tell(byId('notice'), text),
    moved: keepLink,
    covered,
    addPoint: (at) => site.addPoint(at),
    finish: () => site.finish(),
    cancel: () => site.cancel(),
  });
  const site = createSiteCheck(store, { show: (geometry) => view.show(geometry) }, answerFirst);

  const checkSettings = createCheckSettings(store, showAnswer);
  const account = createAccount(store, reopenAs);
  const administration = createAdministration(store, reopenAs);

  const header = () => renderHeader(store.get(), {
    setRegion: (id) => openRegion(id),
    setMode: (mode) => store.set({ mode, visible: shownIn(mode, store.get().plan) }),
    setPlan: (plan) => store.set({ plan, visible: shownIn(store.get().mode, plan) }),
  });
  const panel = unlessPressed(byId('sections'), () => renderPanel(byId('sections'), store.get(), {
    setUnit: (unit) => store.set({ unit }),
    setSubPark: (subPark) => store.set({ subPark }),
    zoomToFeature(feature) {
      sheet.lower();
      view.show(feature.geometry);
    },
    reload: start,
    signIn: account.open,
    reopen: () => openRegion(store.get().region?.id),
    findings: {
      start: loader.start,
      retry: loader.checks,
      setFilter: (filter) => store.set({ filter, shownRows: firstRows }),
      choose,
      showRows: (shownRows) => store.set({ shownRows }),
    },
    checkSettings,
    site: {
      ...site,
      draw() {
        sheet.lower();
        site.draw();
        byId('map').focus({ preventScroll: true });
      },
      show(finding) {
        sheet.lower();
        view.show(finding.place, severityOf[finding.outcome]);
      },
    },
  }));
  const layerCard = () => renderLayerCard(byId('layers'), { ...store.get(), open: store.get().layersOpen }, {
    toggle(id, shown) {
      const visible = new Set(store.get().visible);
      if (shown) visible.add(id);
      else visible.delete(id);
      store.set({ visible });
    },
    setOpacity: (group, opacity) => store.set({ opacity: { ...store.get().opacity, [group]: opacity } }),
    setBase: (baseLayer) => store.set({ baseLayer }),
    setOpen: (layersOpen) => store.set({ layersOpen }),
  });

  const accountCard = unlessPressed(byId('account'), () => renderAccount(byId('account'), store.get(), account, administration.open));
  const administrationDialog = /** @type {HTMLDialogElement} */ (byId('administration'));
  const accountsCard = unlessPressed(administrationDialog, () => renderAdministration(administrationDialog, store.get(), administration));

  store.on(['language', 'account', 'accountCard', 'regions'], accountCard);
  store.on(['language', 'account', 'administration', 'regions'], accountsCard);
  store.on(['language', 'regions', 'region', 'mode', 'plan'], header);
  store.on(['language', 'account', 'closed', 'regions', 'region', 'mode', 'unit', 'figures', 'run', 'findings', 'ledger', 'subPark', 'running', 'filter', 'shownRows', 'chosen', 'features', 'arrivals', 'site', 'checkSettings'], panel);
  store.on(['language', 'visible', 'codes', 'features', 'arrivals', 'baseLayers', 'baseLayer', 'layersOpen', 'references', 'referenceArrivals'], layerCard);
  store.on(['visible', 'mode'], loader.showVisible);
  store.on(['arrivals'], fitZone);
  store.on(['region', 'mode', 'plan', 'language'], keepLink);
  store.on(['language'], () => {
    view.translate();
    sheet.translate();
    checkSettings.translate();
    void loader.checks();
    void loader.references();
  });

  byId('language').addEventListener('click', () => {
    const next = store.get().language === 'zh' ? 'en' : 'zh';
    speak(next, true);
    store.set({ language: next });
  });
  window.addEventListener('hashchange', () => {
    const next = readLink(location.hash);
    if (next.region && next.region !== store.get().region?.id) openRegion(next.region);
    if (next.view) view.setView(next.view);
  });

  createLive(store, loader, (text) => tell(byId('notice'), text));

  view.translate();
  header();
  panel();
  accountCard();
  layerCard();
  if (link.view) view.setView(link.view);
  void start();

  /** Reference layers stay as they were chosen. @param {string} mode @param {string} plan */
  function shownIn(mode, plan) {
    return new Set([...layersFor(mode, plan), ...[...store.get().visible].filter(isReference)]);
  }

  /** Fetches what the page needs before a region can be opened. */
  async function start() {
    store.set({ regions: onItsWay });
    try {
      const [who, configuration, regions, words] = await Promise.all([api.account(), api.configuration(), api.regions(), api.words()]);
      learn(words);
      store.set({ account: who });
      const failure = signInFailure(location.hash, who);
      if (failure) tell(byId('notice'), failure);
      store.set({ baseLayers: configuration.baseLayers, baseLayer: configuration.baseLayers[0]?.id ?? store.get().baseLayer, regions: { state: 'ready', value: regions } });
      openRegion(store.get().closed ?? link.region ?? regions[0]?.id);
    } catch (error) {
      store.set({ regions: { state: 'failed', problem: error instanceof Error ? error.message : String(error) } });
    }
  }

  /** Once the zone lines are there, the map shows them as large as they fit. */
  function fitZone() {
    const { features } = store.get();
    if (!toFit || !features) return;
    const drawn = ['zone-boundaries', 'roads'].map((collection) => features.known('zone', collection)).find((known) => known?.state === 'loaded' && known.features.length > 0);
    const box = drawn && union(drawn.features.map(features.box));
    if (!box) return;
    toFit = false;
    view.fit(box);
  }

  /** @param {string | undefined} id */
  function openRegion(id) {
    const { regions, region: before } = store.get();
    if (regions.state !== 'ready') return;
    const region = regions.value.find((r) => r.id === id);
    if (!region) {
      loader.leave();
      store.set({ closed: id ?? null });
      return;
    }
    store.set({ closed: null });
    toFit = before?.id !== region.id && (before !== null || !link.view);
    if (toFit) view.fit(region.extent);
    void loader.open(region);
  }

  /** Reads again what the reader may see, as whom they are now. @param {import('./types.js').Account} who */
  async function reopenAs(who) {
    const at = store.get().region?.id ?? store.get().closed ?? link.region;
    store.set({ account: who, regions: onItsWay });
    try {
      const regions = await api.regions();
      store.set({ regions: { state: 'ready', value: regions } });
      openRegion(at ?? regions[0]?.id);
    } catch (error) {
      store.set({ regions: { state: 'failed', problem: error instanceof Error ? error.message : String(error) } });
    }
  }

  /** @param {import('./types.js').Finding} finding */
  function choose(finding) {
    sheet.lower();
    store.set({ chosen: finding.id });
    view.show(finding.geometry, finding.properties.severity);
  }

  /** What lies over the map: the card of layers on a wide page, the sheet on a phone; pixels. */
  function covered() {
    const map = byId('map').getBoundingClientRect();
    const [plans, card, panel] = ['plans', 'layers', 'panel'].map((id) => byId(id).getBoundingClientRect());
    if (!plans || !card || !panel) return { left: 0, top: 0, bottom: 0 };
    return wide.matches
      ? { left: store.get().layersOpen ? card.right - map.left : 0, top: Math.max(0, plans.bottom - map.top), bottom: 0 }
      : { left: 0, top: (store.get().layersOpen ? plans : card).bottom - map.top, bottom: Math.max(0, map.bottom - panel.top) };
  }

  /** The answer to a site check stands on top of the panel; the keyboard goes there. */
  function answerFirst() {
    byId('sections').scrollTop = 0;
    /** @type {HTMLElement | null} */ (document.querySelector('.outcome'))?.focus({ preventScroll: true });
  }

  /** Of settings that were sent, the keyboard goes to the first that is wrong, else to the answer. */
  function showAnswer() {
    /** @type {HTMLElement | null} */ (document.querySelector('.check-settings [aria-invalid]') ?? document.querySelector('.settings-answer'))?.focus();
  }

  function keepLink() {
    const { region, mode, plan, language: lang } = store.get();
    if (region) history.replaceState(null, '', writeLink({ region: region.id, view: view.view(), plan, mode, lang }));
  }
}

/** @param {readonly string[]} choices @param {string | undefined} word */
const known = (choices, word) => (word !== undefined && choices.includes(word) ? word : undefined);
