// What others do shows without being asked for: the page listens to its region, fetches what was touched, and says so in one line.

import { listen } from './api.js';
import { t } from './i18n/i18n.js';
import { layers } from './map/catalogue.js';

/** Edits that come one after the other are fetched together. */
const gatherMs = 150;

/** After the server has refused to be listened to. */
const refusedMs = 15_000;

/** A page that nobody sees lets its connection go after a while: a browser has few of them. */
const unseenMs = 60_000;

/** @typedef {{kind: string, plan?: import('./types.js').PlanKind, collection?: string, who?: string, state?: string}} LiveEvent */

/**
 * @param {import('./state.js').Store} store
 * @param {ReturnType<typeof import('./region.js').createRegionLoader>} loader
 * @param {(text: string) => void} told
 */
export function createLive(store, loader, told) {
  /** @type {(() => void) | null} */
  let leave = null;
  let last = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let unseen;
  /** @type {LiveEvent[]} */
  let gathered = [];

  function connect() {
    leave?.();
    clearTimeout(timer);
    leave = null;
    const region = store.get().region;
    if (!region) return;
    leave = listen(region.id, last, {
      told(kind, id, data) {
        last = id;
        if (kind === 'missed') renew();
        else if (kind !== 'ready') hear({ ...data, kind });
      },
      refused() {
        leave = null;
        timer = setTimeout(connect, refusedMs);
      },
    });
  }

  /** @param {LiveEvent} event */
  function hear(event) {
    gathered.push(event);
    if (gathered.length === 1) setTimeout(act, gatherMs);
  }

  function act() {
    const events = gathered;
    gathered = [];
    const edits = events.filter((event) => event.kind === 'features');
    for (const key of new Set(edits.map((event) => `${event.plan ?? ''}/${event.collection}`))) {
      const [plan, collection] = key.split('/');
      loader.renew(/** @type {any} */ (plan || null), collection ?? '');
    }
    const revised = events.filter((event) => event.kind === 'revision');
    if (revised.length > 0) loader.revised(revised.map((event) => event.plan ?? null));
    if (events.some((event) => event.kind === 'check-run' && (event.state === 'finished' || event.state === 'failed'))) void loader.ended();
    const layersChanged = events.flatMap((event) => (event.kind === 'reference-layer' && event.collection ? [event.collection] : []));
    if (layersChanged.length > 0) void loader.references(layersChanged);
    const line = sentence(edits);
    if (line) told(line);
  }

  /** Nobody knows what happened meanwhile: everything that is shown is fetched again. */
  function renew() {
    gathered = [];
    loader.renewAll();
  }

  store.on(['region'], () => {
    last = '';
    gathered = [];
    connect();
  });
  document.addEventListener('visibilitychange', () => {
    clearTimeout(unseen);
    if (!document.hidden) {
      if (!leave) connect();
    } else {
      unseen = setTimeout(() => {
        leave?.();
        leave = null;
        clearTimeout(timer);
      }, unseenMs);
    }
  });
}

/** Who changed what, in one line. @param {LiveEvent[]} edits */
export function sentence(edits) {
  const what = [...new Set(edits.flatMap((edit) => layerOf(edit) ?? []))];
  if (what.length === 0) return null;
  const who = [...new Set(edits.map((edit) => edit.who ?? ''))];
  return t('live.edited', { who: who.length === 1 && who[0] ? who[0] : t('live.somebody'), what: what.join(t('live.and')) });
}

/** @param {LiveEvent} edit */
function layerOf(edit) {
  const layer = layers.find((one) => one.collection === edit.collection && one.plan === (edit.plan ?? null));
  return layer && t(`layer.${layer.id}`);
}
