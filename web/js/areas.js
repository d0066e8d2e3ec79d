// What a plan declares for its zones and sub-parks beside what is drawn.

import { ownName, zoneName } from './names.js';
import { figureAreaM2 } from './units.js';

/** @typedef {import('./types.js').PlanFeature} PlanFeature */
/** @typedef {import('./types.js').Figure} Figure */
/** @typedef {'unknown' | 'same' | 'worded' | 'rounded' | 'differs'} Verdict */

/** Share of a 近 figure that counts as nearly reached, as in GZ301. */
const nearlyAtLeast = 0.9;

/**
 * How far the drawing is from what the words allow, as GZ301 takes them: 超 多 余 以上 state a least, 近 a most that is nearly reached.
 * @param {number} declaredM2
 * @param {number} measuredM2
 * @param {string | null | undefined} qualifier
 */
function offM2(declaredM2, measuredM2, qualifier) {
  if (/[超多余]|以上/.test(qualifier ?? '')) return declaredM2 - measuredM2;
  if (qualifier?.includes('近')) return Math.max(measuredM2 - declaredM2, nearlyAtLeast * declaredM2 - measuredM2);
  return Math.abs(measuredM2 - declaredM2);
}

/**
 * How a measured area stands to the declared one: the same, within what its words allow, no further off than the stated decimals explain, or different.
 * @param {number | null} declaredM2
 * @param {number} measuredM2
 * @param {Figure | undefined} figure the figure that declares it, if one does
 * @returns {Verdict}
 */
export function verdictOn(declaredM2, measuredM2, figure) {
  if (declaredM2 === null) return 'unknown';
  const toleranceM2 = Math.max(1, 1e-6 * measuredM2);
  if (Math.abs(measuredM2 - declaredM2) <= toleranceM2) return 'same';
  const off = offM2(declaredM2, measuredM2, figure?.qualifier);
  if (off <= toleranceM2) return 'worded';
  const unitM2 = figure ? figureAreaM2({ value: 1, unit: figure.unit }) : null;
  return figure && unitM2 !== null && off <= (0.5 * unitM2) / 10 ** figure.decimals ? 'rounded' : 'differs';
}

/**
 * One row per zone or sub-park, largest first. The declared area is that of the zone plan's figure where there is one, else the feature's own; areas are ellipsoidal.
 * A zone that is drawn in several pieces is one row.
 * @param {readonly PlanFeature[]} features
 * @param {readonly Figure[]} figures
 * @param {'sub-park' | 'zone'} kind how figures call what is compared
 */
export function compareAreas(features, figures, kind) {
  const nameOf = kind === 'zone' ? zoneName : ownName;
  /** @type {Map<string, [PlanFeature, ...PlanFeature[]]>} */
  const pieces = new Map();
  for (const feature of features) {
    const key = kind === 'zone' ? nameOf(feature) : String(feature.id);
    const known = pieces.get(key);
    if (known) known.push(feature);
    else pieces.set(key, [feature]);
  }
  const rows = [...pieces.values()].map((drawn) => {
    const [feature] = drawn;
    const { name, code, zone } = feature.properties;
    const called = [name, code, kind === 'zone' ? zone : null].filter(Boolean).map((word) => `${kind}/${word}`);
    const figure = figures.find((f) => f.plan === 'zone' && f.quantity === 'area' && called.includes(f.subject));
    const own = drawn.map((one) => one.properties.declaredAreaM2 ?? null).filter((area) => area !== null);
    const declaredM2 = (figure && figureAreaM2(figure)) ?? (own.length === drawn.length ? sum(own) : null);
    const measuredM2 = sum(drawn.map((one) => one.properties.ellipsoidalAreaM2 ?? 0));
    return {
      feature,
      name: nameOf(feature),
      qualifier: figure?.qualifier ?? null,
      declaredM2,
      measuredM2,
      verdict: verdictOn(declaredM2, measuredM2, figure),
    };
  }).sort((a, b) => b.measuredM2 - a.measuredM2);
  const declared = rows.map((row) => row.declaredM2).filter((area) => area !== null);
  const declaredM2 = declared.length === 0 ? null : sum(declared);
  const measuredM2 = sum(rows.map((row) => row.measuredM2));
  return {
    rows,
    declaredM2,
    measuredM2,
    verdict: totalVerdict(rows, declaredM2, measuredM2),
  };
}

/** @param {readonly number[]} numbers */
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

/**
 * A total is rounded where its parts are and none differs, and as worded where a part is; alone it has no decimals of its own.
 * @param {{verdict: Verdict}[]} rows
 * @param {number | null} declaredM2
 * @param {number} measuredM2
 */
function totalVerdict(rows, declaredM2, measuredM2) {
  const verdict = verdictOn(declaredM2, measuredM2, undefined);
  if (verdict !== 'differs' || rows.some((row) => row.verdict === 'differs' || row.verdict === 'unknown')) return verdict;
  return rows.some((row) => row.verdict === 'worded') ? 'worded' : 'rounded';
}
