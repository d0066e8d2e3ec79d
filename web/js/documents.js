// The map on a page of the API: draws the features, or the extents, of the document that the page shows.

import * as L from 'leaflet';
import * as api from './api.js';
import { speak, t } from './i18n/i18n.js';
import { createBaseLayers } from './map/base-layers.js';
import { createMap } from './map/map.js';

const places = document.getElementById('places');
speak(document.documentElement.lang === 'zh' ? 'zh' : 'en');
if (places) void draw(places);

/** @param {HTMLElement} container */
async function draw(container) {
  const { map, translate } = createMap(container);
  translate();
  const bases = createBaseLayers(map, () => {});
  try {
    const [shown, { baseLayers }] = await Promise.all([api.featureDocument(container.dataset.source ?? ''), api.configuration()]);
    bases.show(baseLayers[0]);
    const drawn = L.featureGroup().addTo(map);
    const boxes = extentsOf(shown);
    for (const box of boxes) L.rectangle(box, { color: '#0f625b', weight: 2, fillOpacity: 0.06 }).addTo(drawn);
    const features = L.geoJSON(shown.type ? shown : undefined, {
      style: { color: '#0f625b', weight: 2, fillOpacity: 0.25 },
      pointToLayer: (_, at) => L.circleMarker(at, { radius: 6, color: '#0f625b', weight: 2, fillOpacity: 0.6 }),
      onEachFeature: (feature, layer) => {
        const { name, code } = feature.properties ?? {};
        // Leaflet takes a string for markup.
        const label = document.createElement('span');
        label.textContent = String(name || code || feature.id);
        layer.bindTooltip(label);
      },
    }).addTo(drawn);
    const bounds = drawn.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [20, 20], maxZoom: 16, animate: false });
    container.dataset.drawn = String(boxes.length + features.getLayers().length);
  } catch (error) {
    container.textContent = error instanceof Error ? error.message : t('problem.unreadable');
  }
}

/** The boxes of one collection or of several, each once. @param {any} shown @returns {import('leaflet').LatLngBoundsLiteral[]} */
function extentsOf(shown) {
  const collections = shown.collections ?? (shown.extent ? [shown] : []);
  /** @type {Set<string>} */
  const boxes = new Set(collections.flatMap((/** @type {any} */ one) => (one.extent?.spatial.bbox ?? []).map((/** @type {number[]} */ box) => box.join())));
  return [...boxes].map((box) => {
    const [west = 0, south = 0, east = 0, north = 0] = box.split(',').map(Number);
    return [[south, west], [north, east]];
  });
}
