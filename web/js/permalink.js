// The link that shows again what is on the screen: #region=changyuan&view=12/35.2000/114.6700&plan=zone&mode=review&lang=en

/**
 * @typedef {object} View
 * @property {number} zoom
 * @property {number} latitude degrees
 * @property {number} longitude degrees
 */

/**
 * @typedef {object} Link
 * @property {string} [region]
 * @property {View} [view]
 * @property {string} [plan]
 * @property {string} [mode]
 * @property {string} [lang]
 */

/** Reads a link; what it cannot read it leaves out. @param {string} hash @returns {Link} */
export function readLink(hash) {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  /** @type {Link} */
  const link = {};
  for (const name of /** @type {const} */ (['region', 'plan', 'mode', 'lang'])) {
    const value = query.get(name);
    if (value && /^[a-z][a-z0-9-]{0,62}$/.test(value)) link[name] = value;
  }
  const view = readView(query.get('view'));
  if (view) link.view = view;
  return link;
}

/** @param {Link} link */
export function writeLink(link) {
  const parts = [];
  if (link.region) parts.push(`region=${link.region}`);
  if (link.view) parts.push(`view=${round(link.view.zoom, 2)}/${link.view.latitude.toFixed(5)}/${link.view.longitude.toFixed(5)}`);
  if (link.plan) parts.push(`plan=${link.plan}`);
  if (link.mode) parts.push(`mode=${link.mode}`);
  if (link.lang) parts.push(`lang=${link.lang}`);
  return `#${parts.join('&')}`;
}

/** @param {string | null} text @returns {View | undefined} */
function readView(text) {
  const numbers = text?.split('/').map((part) => part.trim() === '' ? NaN : Number(part)) ?? [];
  const [zoom, latitude, longitude] = numbers;
  if (numbers.length !== 3 || zoom === undefined || latitude === undefined || longitude === undefined) return undefined;
  const inRange = zoom >= 0 && zoom <= 24 && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 180;
  return inRange ? { zoom, latitude, longitude } : undefined;
}

/** @param {number} value @param {number} decimals */
function round(value, decimals) {
  return Number(value.toFixed(decimals));
}
