// Base maps from the server's configuration. One that fails is told once; the grid is always there.

import * as L from 'leaflet';

/** @typedef {import('../types.js').BaseLayer} BaseLayer */

/** Key of the choice without any base map. */
export const gridOnly = 'grid';

/**
 * @param {L.Map} map
 * @param {(layer: BaseLayer) => void} failed called once per base map
 */
export function createBaseLayers(map, failed) {
  /** @type {L.TileLayer | undefined} */
  let shown;
  /** @type {Set<string>} */
  const told = new Set();

  /** Shows one base map, or none. @param {BaseLayer | undefined} layer */
  function show(layer) {
    shown?.remove();
    shown = undefined;
    if (!layer) return;
    shown = L.tileLayer(tileUrl(layer), {
      pane: 'base', attribution: layer.attribution, minZoom: layer.minZoom ?? 0, maxNativeZoom: layer.maxZoom ?? 18, maxZoom: 20, ...(layer.subdomains ? { subdomains: layer.subdomains } : {}),
    });
    shown.on('tileerror', () => {
      if (told.has(layer.id)) return;
      told.add(layer.id);
      failed(layer);
    });
    shown.addTo(map);
  }
  return { show };
}

/** The address of a tile in Leaflet's words; a WMTS names row, column and matrix in its own. @param {BaseLayer} layer */
export function tileUrl(layer) {
  return layer.type === 'wmts'
    ? layer.url.replace(/\{TileMatrix\}/gi, '{z}').replace(/\{TileCol\}/gi, '{x}').replace(/\{TileRow\}/gi, '{y}')
    : layer.url;
}
