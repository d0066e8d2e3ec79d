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

  /** @param {PlanKind | null} plan @param {string} name @param {Collection} collection */
  async function fetchAll(plan, name, collection) {
    try {
      for await (const page of items(region, plan, name, abort.signal)) {
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

    /** What has been fetched, without fetching. @param {PlanKind | null} plan @param {string} name @returns {Collection | undefined} */
    known: (plan, name) => collections.get(`${plan ?? 'survey'}/${name}`),

    /** The box around a feature, degrees. @param {PlanFeature} feature */
    box: (feature) => boxes.get(feature) ?? null,

    /** Stops what is on its way. */
    drop: () => abort.abort(),
  };
}

/** @typedef {ReturnType<typeof createFeatures>} Features */
