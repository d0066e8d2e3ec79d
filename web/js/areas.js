// What a plan declares for its zones and sub-parks beside what is drawn.

import { figureAreaM2 } from './units.js';

/** @typedef {import('./types.js').PlanFeature} PlanFeature */
/** @typedef {import('./types.js').Figure} Figure */
/** @typedef {'unknown' | 'same' | 'rounded' | 'differs'} Verdict */

/**
 * How a measured area stands to the declared one: the same, no further off than the stated decimals explain, or different.
 * @param {number | null} declaredM2
 * @param {number} measuredM2
 * @param {Figure | undefined} figure the figure that declares it, if one does
 * @returns {Verdict}
 */
export function verdictOn(declaredM2, measuredM2, figure) {
  if (declaredM2 === null) return 'unknown';
  const off = Math.abs(measuredM2 - declaredM2);
  if (off <= Math.max(1, 1e-6 * measuredM2)) return 'same';
  const unitM2 = figure ? figureAreaM2({ value: 1, unit: figure.unit }) : null;
  return figure && unitM2 !== null && off <= (0.5 * unitM2) / 10 ** figure.decimals ? 'rounded' : 'differs';
}

/**
 * One row per zone or sub-park, largest first. The declared area is the figure's where there is one, else the feature's own; areas are ellipsoidal.
 * @param {readonly PlanFeature[]} features
 * @param {readonly Figure[]} figures
 * @param {'sub-park' | 'zone'} kind how figures call what is compared
 */
export function compareAreas(features, figures, kind) {
  const rows = features.map((feature) => {
    const { name, code, declaredAreaM2, ellipsoidalAreaM2 } = feature.properties;
    const figure = figures.find((f) => f.quantity === 'area' && (f.subject === `${kind}/${name}` || f.subject === `${kind}/${code}`));
    const declaredM2 = (figure && figureAreaM2(figure)) ?? declaredAreaM2 ?? null;
    const measuredM2 = ellipsoidalAreaM2 ?? 0;
    return {
      feature,
      name: name ?? code ?? String(feature.id),
      qualifier: figure?.qualifier ?? null,
      declaredM2,
      measuredM2,
      verdict: verdictOn(declaredM2, measuredM2, figure),
    };
  }).sort((a, b) => b.measuredM2 - a.measuredM2);
  const declared = rows.map((row) => row.declaredM2).filter((area) => area !== null);
  const declaredM2 = declared.length === 0 ? null : declared.reduce((sum, area) => sum + area, 0);
  const measuredM2 = rows.reduce((sum, row) => sum + row.measuredM2, 0);
  return {
    rows,
    declaredM2,
    measuredM2,
    verdict: totalVerdict(rows, declaredM2, measuredM2),
  };
}

/**
 * A total is rounded where its parts are and none differs; alone it has no decimals of its own.
 * @param {{verdict: Verdict}[]} rows
 * @param {number | null} declaredM2
 * @param {number} measuredM2
 */
function totalVerdict(rows, declaredM2, measuredM2) {
  const verdict = verdictOn(declaredM2, measuredM2, undefined);
  return verdict === 'differs' && rows.every((row) => row.verdict === 'same' || row.verdict === 'rounded') ? 'rounded' : verdict;
}
