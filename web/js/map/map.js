// The Leaflet map itself: panes from the bottom up, controls in the reader's language, scale bar, keyboard.

import * as L from 'leaflet';
import { t } from '../i18n/i18n.js';
import { Graticule } from './graticule.js';
import { groups } from './catalogue.js';

const panes = ['base', 'graticule', 'today', 'farmland', 'land-use', 'urban', 'zone', 'reference', 'sub-parks', 'boundaries', 'roads', 'checks'];

/** @param {HTMLElement} container */
export function createMap(container) {
  const map = L.map(container, {
    preferCanvas: true, zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 90, maxZoom: 20, minZoom: 4,
  }).setView([34.8, 113.6], 8);
  for (const [i, name] of panes.entries()) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(210 + i * 10);
    if (name !== 'base') pane.classList.add('drawn');
  }
  L.control.attribution({ prefix: '<a href="https://leafletjs.com">Leaflet</a>', position: 'bottomright' }).addTo(map);
  L.control.scale({ imperial: false, position: 'bottomright', maxWidth: 120 }).addTo(map);
  new /** @type {any} */ (Graticule)().addTo(map);

  /** @type {L.Control.Zoom | undefined} */
  let zoom;

  /** Speaks the current language in Leaflet's own controls. */
  function translate() {
    zoom?.remove();
    zoom = L.control.zoom({ position: 'bottomright', zoomInTitle: t('map.zoomIn'), zoomOutTitle: t('map.zoomOut') }).addTo(map);
  }
  map.on('popupopen', ({ popup }) => {
    popup.getElement()?.querySelector('.leaflet-popup-close-button')?.setAttribute('aria-label', t('popup.close'));
  });
  return { map, translate };
}

/** The pane that a layer is drawn in. @param {import('./catalogue.js').Layer} layer */
export function paneOf(layer) {
  if (layer.kind === 'boundary') return 'boundaries';
  if (layer.kind === 'sub-park' || layer.kind === 'place' || layer.kind === 'line') return 'sub-parks';
  return groups.includes(layer.group) ? layer.group : 'zone';
}
