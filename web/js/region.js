// Opening a region: everything about it is fetched side by side, and dropped when another one is opened.

import * as api from './api.js';
import { ApiError } from './api.js';
import { createCodes } from './codes.js';
import { layers } from './map/catalogue.js';
import { createFeatures } from './map/features.js';
import { createReferences } from './map/references.js';
import { emptyRegion, onItsWay } from './state.js';

/** How often a running check is asked how far it is. */
const progressEveryMs = 500;

/** @param {import('./state.js').Store} store */
export function createRegionLoader(store) {
  let abort = new AbortController();

  /** Opens a region. @param {import('./types.js').Region} region */
  async function open(region) {
    abort.abort();
    abort = new AbortController();
    const { signal } = abort;
    store.get().features?.drop();
    store.get().referenceWindows?.drop();
    const features = createFeatures(region.id, () => store.set({ arrivals: store.get().arrivals + 1 }));
    store.set({ ...emptyRegion(), region, codes: createCodes(null) });

    await fetchInto('codes', () => api.codes(region.id, signal), signal, (codes) => store.set({ codes: createCodes(codes) }));
    if (signal.aborted) return;
    store.set({ features });
    showVisible();
    void references();
    void fetchInto('plans', () => api.plans(region.id, signal), signal);
    void fetchInto('figures', () => api.figures(region.id, signal), signal);
    await checks();
    await resume(region.id, signal);
  }

  /** Leaves the region, and shows none. */
  function leave() {
    abort.abort();
    store.get().features?.drop();
    store.get().referenceWindows?.drop();
    store.set({ ...emptyRegion(), region: null, codes: createCodes(null) });
  }

  /** Fetches the newest finished run with its findings and ledger, in the page's language. */
  async function checks() {
    const region = store.get().region;
    const { signal } = abort;
    if (!region) return;
    await fetchInto('run', () => latest(region.id, signal), signal);
    const run = store.get().run;
    if (signal.aborted || run.state !== 'ready') return;
    const id = run.value?.id;
    if (id === undefined) {
      store.set({ findings: { state: 'ready', value: [] }, ledger: { state: 'ready', value: null } });
      return;
    }
    await Promise.all([
      fetchInto('findings', () => api.findings(region.id, id, signal), signal),
      fetchInto('ledger', () => api.ledger(region.id, id, signal), signal),
    ]);
  }

  /** The reference layers of the region, named in the page's language. @param {string[]} [changed] those whose features are to be fetched anew */
  async function references(changed = []) {
    const { region } = store.get();
    const { signal } = abort;
    if (!region) return;
    try {
      const found = await api.references(region.id, signal);
      if (signal.aborted) return;
      const windows = store.get().referenceWindows ?? createReferences(region.id, () => store.set({ referenceArrivals: store.get().referenceArrivals + 1 }));
      for (const id of changed) windows.forget(id);
      store.set({ references: found, referenceWindows: windows });
    } catch {
      // The plans are what matters; a region without its reference layers is of use.
    }
  }

  /** A collection of a plan was edited. @param {import('./types.js').PlanKind | null} plan @param {string} collection */
  function renew(plan, collection) {
    store.get().features?.renew((of, name) => of === plan && name === collection);
  }

  /** Plans have new revisions, or revisions new states. @param {(import('./types.js').PlanKind | null)[]} of */
  function revised(of) {
    const { region, features } = store.get();
    const { signal } = abort;
    if (!region) return;
    features?.renew((plan) => of.includes(plan));
    void fetchInto('plans', () => api.plans(region.id, signal), signal);
    void fetchInto('figures', () => api.figures(region.id, signal), signal);
  }

  /** A run has ended; whoever follows it here sees that by himself. */
  async function ended() {
    if (store.get().running.state !== 'running') await checks();
  }

  /** Everything that is shown is fetched again. */
  function renewAll() {
    revised(['zone', 'urban', 'land-use', null]);
    void references(store.get().references.map(({ id }) => id));
    void ended();
  }

  /** Starts a run and follows it. Leaving the region only stops following: the run goes on and is found again. */
  async function start() {
    const region = store.get().region;
    if (!region || store.get().running.state === 'running') return;
    const { signal } = abort;
    store.set({ running: { state: 'running', progress: null } });
    try {
      const answer = { run: /** @type {import('./types.js').Run | null} */ (null) };
      const started = api.startRun(region.id, signal).then((run) => { answer.run = run; });
      await Promise.race([started, watchUntil(region.id, signal, () => answer.run !== null)]);
      await started;
      await follow(region.id, answer.run, signal);
    } catch (error) {
      if (!signal.aborted) store.set({ running: { state: 'idle', problem: messageOf(error) } });
    }
  }

  /** Follows a run that someone started before this page was opened. @param {string} region @param {AbortSignal} signal */
  async function resume(region, signal) {
    try {
      const going = (await api.runs(region, signal)).find(isGoing);
      if (going && store.get().running.state === 'idle') await follow(region, going, signal);
    } catch {
      // What has been checked is shown; that something is being checked is only news.
    }
  }

  /** @param {string} region @param {import('./types.js').Run | null} run @param {AbortSignal} signal */
  async function follow(region, run, signal) {
    let now = run;
    while (now && isGoing(now) && !signal.aborted) {
      store.set({ running: { state: 'running', progress: now.progress ?? null } });
      await pause(progressEveryMs, signal);
      if (!signal.aborted) now = await api.run(region, now.id, signal);
    }
    if (signal.aborted) return;
    store.set({ running: now?.state === 'failed' ? { state: 'idle', problem: now.error ?? '' } : { state: 'idle' }, chosen: null, findings: onItsWay, ledger: onItsWay });
    await checks();
  }

  /** Shows how far the run is while its start has not been answered yet. @param {string} region @param {AbortSignal} signal @param {() => boolean} ended */
  async function watchUntil(region, signal, ended) {
    while (!ended() && !signal.aborted) {
      await pause(progressEveryMs, signal);
      if (ended() || signal.aborted) return;
      const going = (await api.runs(region, signal)).find(isGoing);
      if (going && !ended() && !signal.aborted) store.set({ running: { state: 'running', progress: going.progress ?? null } });
    }
  }

  /** Fetches what the visible layers need. */
  function showVisible() {
    const { features, visible } = store.get();
    if (!features) return;
    for (const layer of layers) if (visible.has(layer.id) && layer.kind !== 'finding' && features.known(layer.plan, layer.collection) === undefined) features.collection(layer.plan, layer.collection);
    if (features.known('zone', 'sub-parks') === undefined && store.get().mode !== 'field') features.collection('zone', 'sub-parks');
    if (features.known('zone', 'roads') === undefined && store.get().mode === 'field') features.collection('zone', 'roads');
  }

  /**
   * @template T
   * @param {'plans' | 'figures' | 'run' | 'findings' | 'ledger' | 'codes'} member
   * @param {() => Promise<T>} fetching
   * @param {AbortSignal} signal
   * @param {(value: T) => void} [arrived]
   */
  async function fetchInto(member, fetching, signal, arrived) {
    try {
      const value = await fetching();
      if (signal.aborted) return;
      if (arrived) arrived(value);
      else store.set(/** @type {any} */ ({ [member]: { state: 'ready', value } }));
    } catch (error) {
      if (!signal.aborted && !arrived) store.set(/** @type {any} */ ({ [member]: { state: 'failed', problem: messageOf(error) } }));
    }
  }

  return { open, leave, checks, start, showVisible, references, renew, revised, ended, renewAll };
}

/** @param {string} region @param {AbortSignal} signal */
async function latest(region, signal) {
  try {
    return await api.run(region, 'latest', signal);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** @param {import('./types.js').Run} run */
const isGoing = (run) => run.state === 'queued' || run.state === 'running';

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @param {number} ms @param {AbortSignal} signal @returns {Promise<void>} */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
