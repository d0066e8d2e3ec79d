// Draws the reference layers that are shown, over the patches and under the outlines of the plans.

import * as L from 'leaflet';
import { referenceColour } from './references.js';

/** @typedef {import('./references.js').ReferenceFeature} ReferenceFeature */

/** @param {L.Map} map */
export function createReferenceDrawing(map) {
  const pane = 'reference';
  const renderer = L.canvas({ pane, padding: 0.2 });
  /** @type {Map<string, {features: readonly ReferenceFeature[], layer: L.GeoJSON}>} */
  const drawn = new Map();

  /** @param {string} color @param {readonly ReferenceFeature[]} features */
  function geoJson(color, features) {
    const style = { color, weight: 2.2, opacity: 0.95, fillColor: color, fillOpacity: 0.16 };
    return L.geoJSON(undefined, /** @type {any} */ ({
      pane, renderer, interactive: false, style,
      pointToLayer: (/** @type {unknown} */ _, /** @type {L.LatLng} */ at) => L.circleMarker(at, { pane, renderer, interactive: false, radius: 5, ...style, weight: 1.5, fillOpacity: 0.7 }),
    })).addData(/** @type {any} */ ({ type: 'FeatureCollection', features: features.filter((feature) => feature.geometry) }));
  }

  return {
    /** Draws what is to be seen and nothing else. @param {{id: string, index: number, features: readonly ReferenceFeature[]}[]} shown */
    draw(shown) {
      for (const [id, { layer }] of drawn) {
        if (shown.some((one) => one.id === id)) continue;
        layer.remove();
        drawn.delete(id);
      }
      for (const { id, index, features } of shown) {
        const before = drawn.get(id);
        if (before?.features === features) continue;
        before?.layer.remove();
        drawn.set(id, { features, layer: geoJson(referenceColour(index), features).addTo(map) });
      }
    },
  };
}
