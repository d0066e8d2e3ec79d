// How each layer is drawn. The three plans differ by outline (solid, dashed, dotted), not by hue.

import { hatch } from './hatch.js';

/** @typedef {import('leaflet').PathOptions} Stroke */
/** @typedef {import('../types.js').PlanFeature} PlanFeature */
/** @typedef {import('./catalogue.js').Layer} Layer */

/** Share of a class's colour in its patches; the legend mixes its swatches alike. */
export const patchOpacity = 0.7;

const ink = '#1d2733';
const line = '#4a1d6e';

/** The fewer the strokes, the broader they are, so that all three show where the plans agree. */
export const outlineOf = {
  zone: { weight: 1.8, dashArray: undefined },
  urban: { weight: 4.5, dashArray: '12 12' },
  'land-use': { weight: 7.5, dashArray: '0.1 15' },
};

/** @type {Record<string, Partial<Stroke>>} */
const patchLine = {
  zone: { weight: 0.8, opacity: 0.75 },
  urban: { weight: 1, dashArray: '6 4', opacity: 0.85 },
  'land-use': { weight: 1.3, dashArray: '0.1 4', opacity: 0.9 },
  today: { weight: 0.4, opacity: 0.5 },
};

/** @type {Record<string, Stroke[]>} */
const roads = {
  finished: [{ color: ink, weight: 4, opacity: 1 }],
  'under-construction': [
    { color: ink, weight: 5, opacity: 1, lineCap: 'butt' },
    { color: '#ffffff', weight: 3, opacity: 1, lineCap: 'butt' },
    { color: '#c2410c', weight: 3, opacity: 1, dashArray: '9 8', lineCap: 'butt' },
  ],
  planned: [
    { color: '#ffffff', weight: 4, opacity: 0.85 },
    { color: ink, weight: 2.2, opacity: 1, dashArray: '0.1 5.5' },
  ],
};

/**
 * The strokes of a feature, from the bottom up.
 * @param {Layer} layer
 * @param {PlanFeature} feature
 * @param {(list: string, code: string | null | undefined) => string} colour
 * @returns {Stroke[]}
 */
export function strokesOf(layer, feature, colour) {
  const properties = feature.properties;
  switch (layer.kind) {
    case 'patch': {
      const fill = colour(layer.list ?? '', layer.attribute && properties[layer.attribute]);
      return [{ color: ink, fill: true, fillColor: fill, fillOpacity: patchOpacity, ...patchLine[layer.group] }];
    }
    case 'boundary': {
      const { weight, dashArray } = outlineOf[layer.plan ?? 'zone'];
      return [{ color: line, weight, dashArray, opacity: 1, fill: false, lineCap: layer.plan === 'urban' ? 'butt' : 'round' }];
    }
    case 'sub-park': return [
      { color: '#ffffff', weight: 3.4, opacity: 0.9, fill: false },
      { color: ink, weight: 1.4, opacity: 1, fill: false },
    ];
    case 'farmland': return properties.farmlandClass === 'basic'
      ? [{ color: '#3f6212', weight: 0.8, opacity: 0.9, fill: true, fillColor: '#eef6c8', fillOpacity: 0.8 },
        { stroke: false, fill: true, fillColor: /** @type {any} */ (hatch()), fillOpacity: 1 }]
      : [{ color: '#3f6212', weight: 0.6, opacity: 0.7, fill: true, fillColor: '#eef6c8', fillOpacity: 0.8 }];
    case 'road': return roads[properties.state ?? 'planned'] ?? roads.planned ?? [];
    case 'line': return [{ color: '#ffffff', weight: 4, opacity: 0.8 }, { color: '#5b21b6', weight: 2, opacity: 1, dashArray: '10 4 2 4' }];
    case 'reserve': return [{ color: '#7c4a03', weight: 1.6, opacity: 1, dashArray: '8 3 2 3', fill: true, fillColor: '#f3d9a4', fillOpacity: 0.5 }];
    case 'township': return [{ color: '#5d6a70', weight: 1.4, opacity: 0.9, dashArray: '10 4 1 4', fill: false }];
    default: return [{ color: '#0f5a78', weight: 1.6, opacity: 1, fill: true, fillColor: '#7cc4dd', fillOpacity: 0.5 }];
  }
}

/** @type {Record<import('../types.js').Severity, {line: string, fill: string}>} */
export const severityColour = {
  error: { line: '#b3201a', fill: '#e5483f' },
  warning: { line: '#8a4b00', fill: '#f0a41f' },
  info: { line: '#1b5c9e', fill: '#4f9be0' },
};
