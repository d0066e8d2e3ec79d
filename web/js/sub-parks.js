// What a plan declares for its sub-parks beside what is drawn.

import { figureAreaM2 } from './units.js';

/** @typedef {import('./types.js').PlanFeature} PlanFeature */
/** @typedef {import('./types.js').Figure} Figure */

/**
 * One row per sub-park, largest first. The declared area is the figure's where there is one, else the feature's own; areas are ellipsoidal.
 * @param {readonly PlanFeature[]} features
 * @param {readonly Figure[]} figures
 */
export function compareSubParks(features, figures) {
  const rows = features.map((feature) => {
    const { name, code, declaredAreaM2, ellipsoidalAreaM2 } = feature.properties;
    const figure = figures.find((f) => f.quantity === 'area' && (f.subject === `sub-park/${name}` || f.subject === `sub-park/${code}`));
    return {
      feature,
      name: name ?? code ?? String(feature.id),
      qualifier: figure?.qualifier ?? null,
      declaredM2: (figure && figureAreaM2(figure)) ?? declaredAreaM2 ?? null,
      measuredM2: ellipsoidalAreaM2 ?? 0,
    };
  }).sort((a, b) => b.measuredM2 - a.measuredM2);
  const declared = rows.map((row) => row.declaredM2).filter((area) => area !== null);
  return {
    rows,
    declaredM2: declared.length === 0 ? null : declared.reduce((sum, area) => sum + area, 0),
    measuredM2: rows.reduce((sum, row) => sum + row.measuredM2, 0),
  };
}
