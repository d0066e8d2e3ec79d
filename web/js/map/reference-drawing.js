// Draws the reference layers that are shown, over the patches and under the outlines of the plans.

import * as L from 'leaflet';
import { referenceColour } from './references.js';

/** @typedef {import('./references.js').ReferenceFeature} ReferenceFeature */

/** A canvas on which points are diamonds: round marks are facilities, and the signs of findings. */
const DiamondCanvas = L.Canvas.extend({
  /** @param {any} point */
  _updateCircle(point) {
    if (!this._drawing || point._empty()) return;
    const { x, y } = point._point;
    const reach = point._radius;
    const pen = this._ctx;
    pen.beginPath();
    for (const [across, down] of [[0, -reach], [reach, 0], [0, reach], [-reach, 0]]) pen.lineTo(x + across, y + down);
    pen.closePath();
    this._fillStroke(pen, point);
  },
});

/** @param {L.Map} map */
export function createReferenceDrawing(map) {
  const pane = 'reference';
  const renderer = /** @type {L.Canvas} */ (new /** @type {any} */ (DiamondCanvas)({ pane, padding: 0.2 }));
  /** @type {Map<string, {features: readonly ReferenceFeature[], layer: L.GeoJSON}>} */
  const drawn = new Map();

  /** @param {string} color @param {readonly ReferenceFeature[]} features */
  function geoJson(color, features) {
    const shape = { color, weight: 2.2, opacity: 0.95, fillColor: color, fillOpacity: 0.16 };
    const point = { color: '#ffffff', weight: 1.8, opacity: 1, fillColor: color, fillOpacity: 1 };
    return L.geoJSON(undefined, /** @type {any} */ ({
      pane, renderer, interactive: false, style: (/** @type {ReferenceFeature} */ feature) => (feature.geometry?.type.endsWith('Point') ? point : shape),
      pointToLayer: (/** @type {unknown} */ _, /** @type {L.LatLng} */ at) => L.circleMarker(at, { pane, renderer, interactive: false, radius: 7.5 }),
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
