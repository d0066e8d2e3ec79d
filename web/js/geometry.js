// What lies at a point: plain geometry in degrees, near enough on a screen.

/** @typedef {import('geojson').Geometry} Geometry */
/** @typedef {import('geojson').Position} Position */
/** @typedef {import('./types.js').Box} Box */

/** Calls for each position of a geometry. @param {Geometry | null} geometry @param {(position: Position) => void} visit */
export function eachPosition(geometry, visit) {
  if (!geometry) return;
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) eachPosition(part, visit);
    return;
  }
  /** @param {any} node */
  const walk = (node) => {
    if (typeof node[0] === 'number') visit(node);
    else for (const child of node) walk(child);
  };
  walk(geometry.coordinates);
}

/** The box around a geometry; `null` where there is nothing. @param {Geometry | null} geometry @returns {Box | null} */
export function boxOf(geometry) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  eachPosition(geometry, ([x = 0, y = 0]) => {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  });
  return box[0] <= box[2] ? box : null;
}

/** The box around several boxes. @param {(Box | null)[]} boxes @returns {Box | null} */
export function union(boxes) {
  /** @type {Box | null} */
  let all = null;
  for (const b of boxes) {
    if (!b) continue;
    all = all ? [Math.min(all[0], b[0]), Math.min(all[1], b[1]), Math.max(all[2], b[2]), Math.max(all[3], b[3])] : [...b];
  }
  return all;
}

/**
 * Is the point on or in the geometry? Lines and points count within the tolerance.
 * @param {Geometry} geometry
 * @param {number} x degrees
 * @param {number} y degrees
 * @param {number} tolerance degrees of latitude
 * @returns {boolean}
 */
export function hits(geometry, x, y, tolerance) {
  switch (geometry.type) {
    case 'Polygon': return inRings(geometry.coordinates, x, y);
    case 'MultiPolygon': return geometry.coordinates.some((rings) => inRings(rings, x, y));
    case 'LineString': return nearLine(geometry.coordinates, x, y, tolerance);
    case 'MultiLineString': return geometry.coordinates.some((line) => nearLine(line, x, y, tolerance));
    case 'Point': return nearLine([geometry.coordinates, geometry.coordinates], x, y, tolerance);
    case 'MultiPoint': return geometry.coordinates.some((at) => nearLine([at, at], x, y, tolerance));
    case 'GeometryCollection': return geometry.geometries.some((part) => hits(part, x, y, tolerance));
  }
}

/** Even-odd over all rings, so holes are outside. @param {Position[][]} rings @param {number} x @param {number} y */
function inRings(rings, x, y) {
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi = 0, yi = 0] = ring[i] ?? [];
      const [xj = 0, yj = 0] = ring[j] ?? [];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
  }
  return inside;
}

/** @param {Position[]} line @param {number} x @param {number} y @param {number} tolerance */
function nearLine(line, x, y, tolerance) {
  const shrink = Math.cos((y * Math.PI) / 180); // a degree of longitude is that much shorter
  for (let i = 1; i < line.length; i++) {
    const [x1 = 0, y1 = 0] = line[i - 1] ?? [];
    const [x2 = 0, y2 = 0] = line[i] ?? [];
    const dx = (x2 - x1) * shrink, dy = y2 - y1, px = (x - x1) * shrink, py = y - y1;
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
    if (Math.hypot(px - along * dx, py - along * dy) <= tolerance) return true;
  }
  return false;
}

/**
 * A point to put a sign on: the middle of the longest line, or a point inside the largest polygon, halfway across its middle.
 * @param {Geometry | null} geometry
 * @returns {[number, number] | null} longitude, latitude
 */
export function signPoint(geometry) {
  if (!geometry) return null;
  switch (geometry.type) {
    case 'Polygon': return acrossMiddle(geometry.coordinates);
    case 'MultiPolygon': {
      const largest = [...geometry.coordinates].sort((a, b) => ringArea(b[0] ?? []) - ringArea(a[0] ?? []))[0];
      return largest ? acrossMiddle(largest) : null;
    }
    case 'LineString': return middleOf(geometry.coordinates);
    case 'MultiLineString': return middleOf([...geometry.coordinates].sort((a, b) => b.length - a.length)[0] ?? []);
    case 'GeometryCollection': return geometry.geometries.map(signPoint).find((point) => point !== null) ?? null;
    default: {
      const box = boxOf(geometry);
      return box && [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    }
  }
}

/** @param {Position[]} line @returns {[number, number] | null} */
function middleOf(line) {
  const at = line[Math.floor(line.length / 2)];
  if (!at) return null;
  if (line.length % 2 === 1) return [at[0] ?? 0, at[1] ?? 0];
  const before = line[line.length / 2 - 1] ?? at;
  return [((before[0] ?? 0) + (at[0] ?? 0)) / 2, ((before[1] ?? 0) + (at[1] ?? 0)) / 2];
}

/** The middle of the widest stretch that a horizontal line at half height has inside. @param {Position[][]} rings @returns {[number, number] | null} */
function acrossMiddle(rings) {
  const box = boxOf({ type: 'Polygon', coordinates: rings });
  if (!box) return null;
  const y = (box[1] + box[3]) / 2 + (box[3] - box[1]) * 1e-6; // off any vertex at exactly half height
  const crossings = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [x1 = 0, y1 = 0] = ring[i - 1] ?? [];
      const [x2 = 0, y2 = 0] = ring[i] ?? [];
      if (y1 > y !== y2 > y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  crossings.sort((a, b) => a - b);
  let widest = 0, x = (box[0] + box[2]) / 2;
  for (let i = 1; i < crossings.length; i += 2) {
    const from = crossings[i - 1] ?? 0, to = crossings[i] ?? 0;
    if (to - from > widest) [widest, x] = [to - from, (from + to) / 2];
  }
  return [x, y];
}

/** @param {Position[]} ring */
function ringArea(ring) {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i - 1] ?? [];
    const [x2 = 0, y2 = 0] = ring[i] ?? [];
    twice += x1 * y2 - x2 * y1;
  }
  return Math.abs(twice);
}
