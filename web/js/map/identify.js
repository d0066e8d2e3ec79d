// What lies at a point of the map, in every visible layer, the topmost first.

import { hits } from '../geometry.js';
import { layers } from './catalogue.js';

/** @typedef {import('./catalogue.js').Layer} Layer */
/** @typedef {{layer: Layer, feature: import('../types.js').PlanFeature}} Hit */
/** @typedef {{reference: import('../types.js').Reference, index: number, feature: import('./references.js').ReferenceFeature}} ReferenceHit */

/** Order in which hits are told: what the reader most likely means first. */
const rank = { place: 0, road: 0, line: 0, 'sub-park': 1, patch: 2, reserve: 3, farmland: 3, boundary: 4, township: 5, finding: 6 };

/**
 * @param {number} longitude degrees
 * @param {number} latitude degrees
 * @param {number} tolerance degrees: how far from a line still counts
 * @param {ReadonlySet<string>} visible ids of the visible layers
 * @param {import('./features.js').Features} features
 * @returns {Hit[]}
 */
export function identify(longitude, latitude, tolerance, visible, features) {
  /** @type {Hit[]} */
  const found = [];
  for (const layer of layers) {
    if (!visible.has(layer.id) || layer.kind === 'finding') continue;
    for (const feature of features.known(layer.plan, layer.collection)?.features ?? []) {
      if (layer.attribute && !feature.properties[layer.attribute]) continue;
      if (near(features.box(feature), longitude, latitude, tolerance) && feature.geometry && hits(feature.geometry, longitude, latitude, tolerance)) found.push({ layer, feature });
    }
  }
  return found.reverse().sort((a, b) => rank[a.layer.kind] - rank[b.layer.kind]);
}

/**
 * The features of reference layers at a point, the last layer first.
 * @param {number} longitude degrees @param {number} latitude degrees @param {number} tolerance degrees
 * @param {ReadonlySet<string>} visible ids of the visible layers
 * @param {readonly import('../types.js').Reference[]} references
 * @param {import('./references.js').References | null} windows
 * @returns {ReferenceHit[]}
 */
export function identifyReferences(longitude, latitude, tolerance, visible, references, windows) {
  return references.flatMap((reference, index) => (visible.has(reference.id) ? windows?.known(reference.id)?.features ?? [] : [])
    .filter((feature) => windows && near(windows.box(feature), longitude, latitude, tolerance) && feature.geometry && hits(feature.geometry, longitude, latitude, tolerance))
    .map((feature) => ({ reference, index, feature }))).reverse();
}

/**
 * The findings at a point.
 * @param {readonly import('../types.js').Finding[]} findings
 * @param {number} longitude @param {number} latitude @param {number} tolerance
 */
export function findingsAt(findings, longitude, latitude, tolerance) {
  return findings.filter((finding) => finding.geometry && hits(finding.geometry, longitude, latitude, tolerance));
}

/** @param {import('../types.js').Box | null} box @param {number} x @param {number} y @param {number} tolerance */
function near(box, x, y, tolerance) {
  return box !== null && x >= box[0] - 2 * tolerance && x <= box[2] + 2 * tolerance && y >= box[1] - tolerance && y <= box[3] + tolerance;
}
