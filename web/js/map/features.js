// The features of one region: each collection is fetched once, page by page, and dropped when another region is opened.

import { items } from '../api.js';
import { boxOf } from '../geometry.js';

/** @typedef {import('../types.js').PlanFeature} PlanFeature */
/** @typedef {import('../types.js').PlanKind} PlanKind */

/**
 * @typedef {object} Collection
 * @property {PlanFeature[]} features what has arrived so far
 * @property {'loading' | 'loaded' | 'failed'} state
 * @property {string} [problem]
 */

/**
 * @param {string} region
 * @param {(plan: PlanKind | null, collection: string, arrived: PlanFeature[]) => void} arrived called for every page, and once with none when all is there or has failed
 */
export function createFeatures(region, arrived) {
  const abort = new AbortController();
  /** @type {Map<string, Collection>} */
  const collections = new Map();
  /** @type {WeakMap<PlanFeature, import('../types.js').Box | null>} */
  const boxes = new WeakMap();
  /** @type {WeakMap<Collection, Collection>} */
  const renewing = new WeakMap();

  /** Fetches a collection again beside what is shown, which is replaced when all is there. @param {PlanKind | null} plan @param {string} name @param {Collection} shown */
  async function fetchAnew(plan, name, shown) {
    /** @type {Collection} */
    const fresh = { features: [], state: 'loading' };
    renewing.set(shown, fresh);
    try {
      for await (const page of items(region, plan, name, abort.signal)) {
        for (const feature of page) boxes.set(feature, boxOf(feature.geometry));
        fresh.features.push(...page);
      }
    } catch {
      return; // what is shown stays; the next event, or the next look, tries again
    }
    // An edit that came meanwhile has begun another one.
    if (renewing.get(shown) !== fresh) return;
    Object.assign(shown, { features: fresh.features, state: 'loaded' });
    arrived(plan, name, []);
  }

  /** @param {PlanKind | null} plan @param {string} name @param {Collection} collection */
  async function fetchAll(plan, name, collection) {
    try {
      for await (const page of items(region, plan, name, abort.signal)) {
        // What was fetched anew meanwhile is newer.
        if (collection.state === 'loaded') return;
        for (const feature of page) boxes.set(feature, boxOf(feature.geometry));
        collection.features.push(...page);
        arrived(plan, name, page);
      }
      collection.state = 'loaded';
    } catch (error) {
      if (abort.signal.aborted) return;
      collection.state = 'failed';
      collection.problem = error instanceof Error ? error.message : String(error);
    }
    arrived(plan, name, []);
  }

  return {
    /** What there is of a collection; fetching starts with the first call, or again after a failure. @param {PlanKind | null} plan @param {string} name */
    collection(plan, name) {
      const key = `${plan ?? 'survey'}/${name}`;
      let collection = collections.get(key);
      if (!collection || collection.state === 'failed') {
        collection = { features: [], state: 'loading' };
        collections.set(key, collection);
        void fetchAll(plan, name, collection);
      }
      return collection;
    },

    /** Fetches again what has been fetched: one collection of a plan, or whatever the condition is true of. @param {(plan: PlanKind | null, name: string) => boolean} isTouched */
    renew(isTouched) {
      for (const [key, collection] of collections) {
        const [of, name = ''] = key.split('/');
        const plan = of === 'survey' ? null : /** @type {PlanKind} */ (of);
        if (isTouched(plan, name)) void fetchAnew(plan, name, collection);
      }
    },

    /** What has been fetched, without fetching. @param {PlanKind | null} plan @param {string} name @returns {Collection | undefined} */
    known: (plan, name) => collections.get(`${plan ?? 'survey'}/${name}`),

    /** The box around a feature, degrees. @param {PlanFeature} feature */
    box: (feature) => boxes.get(feature) ?? null,

    /** Stops what is on its way. */
    drop: () => abort.abort(),
  };
}

/** @typedef {ReturnType<typeof createFeatures>} Features */
