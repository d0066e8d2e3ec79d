// The reference layers of a region: which there are, and the features of each in the window of the map, fetched anew when the window leaves what was fetched.

import { windowItems } from '../api.js';
import { boxOf } from '../geometry.js';

/** @typedef {import('../types.js').Box} Box */
/** @typedef {import('geojson').Feature<import('geojson').Geometry | null, Record<string, any>>} ReferenceFeature */

/**
 * @typedef {object} Window
 * @property {readonly ReferenceFeature[]} features
 * @property {boolean} more whether there are more than could be fetched at once
 * @property {Box} box what was asked for
 * @property {'loading' | 'loaded' | 'failed'} state
 */

/** So much wider than the map is what is fetched, on every side, so that a small move needs nothing new. */
const margin = 0.25;

/** Colours in the order of the layers: none of them is one of the plans', or of the findings'. */
const colours = ['#a21caf', '#0e7490', '#4338ca', '#4d7c0f', '#7c2d12', '#9d174d'];

/** The colour of the layer at a place in the list. @param {number} index */
export const referenceColour = (index) => colours[index % colours.length] ?? '#a21caf';

/** Whether an id names a reference layer. @param {string} id */
export const isReference = (id) => id.startsWith('ref-');

/**
 * @param {string} region
 * @param {() => void} arrived
 */
export function createReferences(region, arrived) {
  /** @type {Map<string, Window & {abort: AbortController}>} */
  const windows = new Map();
  /** @type {WeakMap<ReferenceFeature, Box | null>} */
  const boxes = new WeakMap();

  /** @param {string} id @param {Window & {abort: AbortController}} window */
  async function fetchWindow(id, window) {
    try {
      const { features, more } = await windowItems(region, id, window.box, window.abort.signal);
      for (const feature of features) boxes.set(feature, boxOf(feature.geometry));
      Object.assign(window, { features, more, state: 'loaded' });
    } catch {
      if (window.abort.signal.aborted) return;
      window.state = 'failed';
    }
    arrived();
  }

  return {
    /** What is known of a layer. @param {string} id @returns {Window | undefined} */
    known: (id) => windows.get(id),

    /** The box around a feature, degrees. @param {ReferenceFeature} feature */
    box: (feature) => boxes.get(feature) ?? null,

    /** Sees to it that a layer is there for a view of the map; what was drawn stays until more has come, and what failed is tried again in another view. @param {string} id @param {Box} view */
    look(id, view) {
      const before = windows.get(id);
      if (before && within(view, before.box) && !(before.more && before.state === 'loaded' && width(view) < width(before.box) / 2)) return;
      before?.abort.abort();
      const window = { features: before?.features ?? [], more: before?.more ?? false, box: wider(view), state: /** @type {Window['state']} */ ('loading'), abort: new AbortController() };
      windows.set(id, window);
      void fetchWindow(id, window);
    },

    /** Fetches a layer anew when it is looked at next. @param {string} id */
    forget(id) {
      windows.get(id)?.abort.abort();
      windows.delete(id);
    },

    /** Stops what is on its way. */
    drop() {
      for (const { abort } of windows.values()) abort.abort();
    },
  };
}

/** @typedef {ReturnType<typeof createReferences>} References */

/** @param {Box} inner @param {Box} outer */
const within = (inner, outer) => inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

/** @param {Box} box */
const width = (box) => box[2] - box[0];

/** @param {Box} box @returns {Box} */
function wider([west, south, east, north]) {
  const [x, y] = [(east - west) * margin, (north - south) * margin];
  return [Math.max(-180, west - x), Math.max(-90, south - y), Math.min(180, east + x), Math.min(90, north + y)];
}
