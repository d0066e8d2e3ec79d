// The map on a page of the API: draws the features, the extents or the tiles of the document that the page shows.

import * as L from 'leaflet';
import * as api from './api.js';
import { speak, t } from './i18n/i18n.js';
import { createBaseLayers } from './map/base-layers.js';
import { createMap } from './map/map.js';
import { createTilePreview } from './map/tile-preview.js';

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
    const features = L.geoJSON(featuresOf(shown), {
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
    const bounds = shown.tiles ? boundsOf(shown.bounds) : drawn.getBounds();
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [20, 20], maxZoom: 16, animate: false });
    let count = boxes.length + features.getLayers().length;
    container.dataset.drawn = String(count);
    if (shown.tiles) createTilePreview(shown, (shapes) => { container.dataset.drawn = String(count += shapes); }).addTo(map);
  } catch (error) {
    container.textContent = error instanceof Error ? error.message : t('problem.unreadable');
  }
}

/** A feature, features, or what features were before and after. @param {any} shown */
function featuresOf(shown) {
  if (shown.type) return shown;
  const versions = [...(shown.versions ?? []), ...(shown.edits ?? [])].flatMap(({ feature, before, after }) => [feature, before, after]);
  return versions.filter(Boolean);
}

/** The boxes of collections or of regions, each once. @param {any} shown @returns {import('leaflet').LatLngBounds[]} */
function extentsOf(shown) {
  const places = shown.collections ?? shown.regions ?? (shown.extent ? [shown] : []);
  /** @type {number[][]} */
  const boxes = places.flatMap((/** @type {any} */ { extent }) => (Array.isArray(extent) ? [extent] : extent?.spatial.bbox ?? []));
  return [...new Map(boxes.map((box) => [box.join(), box])).values()].map(boundsOf);
}

/** @param {number[] | undefined} box west, south, east, north in degrees; none where nothing lies anywhere */
function boundsOf(box) {
  const [west = 0, south = 0, east = 0, north = 0] = box ?? [];
  return box ? L.latLngBounds([south, west], [north, east]) : L.latLngBounds([]);
}
