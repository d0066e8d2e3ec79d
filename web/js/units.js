// Areas in the four units that planners use. 1 亩 = 2000/3 m², 15 亩 = 1 ha.

/** @typedef {'m2' | 'ha' | 'mu' | 'km2'} AreaUnit */

/** @type {readonly AreaUnit[]} */
export const areaUnits = ['ha', 'mu', 'km2', 'm2'];

/** @type {Record<AreaUnit, number>} */
const squareMetres = { m2: 1, ha: 10_000, mu: 2000 / 3, km2: 1_000_000 };

/** Decimals that show a square metre or better where rows must add up, and what reads well elsewhere.
 * @type {Record<AreaUnit, {exact: number, short: number}>} */
const decimals = { m2: { exact: 2, short: 0 }, ha: { exact: 4, short: 2 }, mu: { exact: 3, short: 1 }, km2: { exact: 6, short: 3 } };

/** @param {number} areaM2 @param {AreaUnit} unit */
export const areaIn = (areaM2, unit) => areaM2 / squareMetres[unit];

/**
 * An area as text without its unit, thousands apart by a thin space; a missing one is a dash.
 * @param {number | null | undefined} areaM2
 * @param {AreaUnit} unit
 * @param {'exact' | 'short'} [precision]
 */
export function formatArea(areaM2, unit, precision = 'short') {
  return areaM2 === null || areaM2 === undefined ? '–' : formatNumber(areaIn(areaM2, unit), decimals[unit][precision]);
}

/**
 * A number with fixed decimals, a true minus and a thin space between thousands: the same in both languages.
 * @param {number} value
 * @param {number} fixed
 */
export function formatNumber(value, fixed) {
  const text = Math.abs(value).toFixed(fixed);
  const [whole = '', rest] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u2009');
  const sign = value < 0 && Number(text) !== 0 ? '−' : '';
  return sign + grouped + (rest ? `.${rest}` : '');
}

/** A length as text with its unit. @param {number} lengthM */
export function formatLength(lengthM) {
  return lengthM >= 1000 ? `${formatNumber(lengthM / 1000, 2)} km` : `${formatNumber(lengthM, 0)} m`;
}

/** A share of 1 as percent. @param {number} share */
export const formatShare = (share) => `${formatNumber(share * 100, 2)} %`;

/** Units in which only figures are stated. @type {Record<string, number>} */
const figureUnits = { '1e4m2': 10_000, '1e4mu': (10_000 * 2000) / 3 };

/** The area that a figure declares, in m²; `null` where it is blank or no land area. @param {{value: number | null, unit: string | null}} figure */
export function figureAreaM2(figure) {
  if (figure.value === null) return null;
  const factor = figureUnits[figure.unit ?? ''] ?? squareMetres[/** @type {AreaUnit} */ (figure.unit)];
  return factor === undefined ? null : figure.value * factor;
}
