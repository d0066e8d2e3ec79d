// What a vector tile (Mapbox Vector Tile 2.1) says about shapes: as much of the format as drawing needs.

/** @typedef {{kind: 'point' | 'line' | 'area', parts: [number, number][][]}} Shape where parts are points, lines or rings, in parts of the tile's side */

const kinds = /** @type {const} */ (['point', 'point', 'line', 'area']);
const [layerOfTile, featureOfLayer, extentOfLayer, kindOfFeature, geometryOfFeature] = [3, 2, 5, 3, 4];
const [moveTo, closePath] = [1, 7];
const usualExtent = 4096;

/** @param {Uint8Array} tile @returns {Shape[]} */
export function shapesOf(tile) {
  return all(tile, layerOfTile).flatMap((layer) => {
    const extent = Number([...fieldsOf(layer)].find(([field]) => field === extentOfLayer)?.[1] ?? usualExtent);
    return all(layer, featureOfLayer).map((feature) => ({
      kind: kinds[Number([...fieldsOf(feature)].find(([field]) => field === kindOfFeature)?.[1] ?? 0)] ?? 'point',
      parts: all(feature, geometryOfFeature).flatMap((geometry) => partsOf(geometry, extent)),
    }));
  });
}

/** The messages in one field of a message. @param {Uint8Array} message @param {number} wanted */
function all(message, wanted) {
  return [...fieldsOf(message)].flatMap(([field, value]) => (field === wanted && value instanceof Uint8Array ? [value] : []));
}

/** Commands with their points, each told from the one before. @param {Uint8Array} geometry @param {number} extent */
function partsOf(geometry, extent) {
  const numbers = numbersOf(geometry);
  /** @type {[number, number][][]} */
  const parts = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < numbers.length;) {
    const [command, count] = [(numbers[i] ?? 0) & 7, (numbers[i] ?? 0) >>> 3];
    i++;
    const last = parts.at(-1);
    if (command === closePath && last?.[0]) last.push(last[0]);
    if (command === closePath) continue;
    for (let n = 0; n < count; n++, i += 2) {
      x += signed(numbers[i] ?? 0);
      y += signed(numbers[i + 1] ?? 0);
      if (command === moveTo) parts.push([]);
      parts.at(-1)?.push([x / extent, y / extent]);
    }
  }
  return parts;
}

/** Protocol Buffers: numbers and bytes by the number of their field. @param {Uint8Array} message @returns {Generator<[number, number | Uint8Array]>} */
function* fieldsOf(message) {
  for (let at = 0; at < message.length;) {
    const key = numberAt(message, at);
    const field = key.value >>> 3;
    const kind = key.value & 7;
    if (kind === 0) {
      const number = numberAt(message, key.end);
      at = number.end;
      yield [field, number.value];
    } else if (kind === 2) {
      const length = numberAt(message, key.end);
      at = length.end + length.value;
      yield [field, message.subarray(length.end, at)];
    } else at = key.end + (kind === 1 ? 8 : 4);
  }
}

/** @param {Uint8Array} packed */
function numbersOf(packed) {
  const numbers = [];
  for (let at = 0; at < packed.length;) {
    const { value, end } = numberAt(packed, at);
    numbers.push(value);
    at = end;
  }
  return numbers;
}

/** Seven bits a byte, the lowest first. @param {Uint8Array} bytes @param {number} at */
function numberAt(bytes, at) {
  let [value, scale, end] = [0, 1, at];
  for (let more = true; more; scale *= 128) {
    const byte = bytes[end++] ?? 0;
    value += (byte & 127) * scale;
    more = byte > 127;
  }
  return { value, end };
}

/** @param {number} number with its sign in the lowest bit */
const signed = (number) => (number >>> 1) ^ -(number & 1);
