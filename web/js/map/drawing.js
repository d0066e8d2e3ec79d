// Draws the features of the chosen layers as they arrive, each layer on the canvas of its pane.

import * as L from 'leaflet';
import { paneOf } from './map.js';
import { layers } from './catalogue.js';
import { strokesOf } from './styles.js';
import { signPoint } from '../geometry.js';
import { zoneName } from '../names.js';

/** @typedef {import('./catalogue.js').Layer} Layer */
/** @typedef {import('../types.js').PlanFeature} PlanFeature */

/** Zooms from which and below which the names of a kind are drawn; other kinds have none. @type {Partial<Record<import('./catalogue.js').Kind, [number, number]>>} */
const nameZooms = { 'sub-park': [12, 30], place: [14, 30], road: [14, 30], township: [11, 30], boundary: [8, 12] };

/** @param {L.Map} map */
export function createDrawing(map) {
  /** @type {Map<string, L.Canvas>} */
  const canvases = new Map();
  /** @type {Map<string, {strokes: L.GeoJSON[], names: L.LayerGroup, of: PlanFeature[] | null, drawn: number, shown: boolean}>} */
  const drawn = new Map();
  /** @type {(list: string, code: string | null | undefined) => string} */
  let colour = () => '#d9d9d9';

  /** @param {Layer} layer */
  function canvasOf(layer) {
    const pane = paneOf(layer);
    let canvas = canvases.get(pane);
    if (!canvas) canvases.set(pane, canvas = L.canvas({ pane, padding: 0.2 }));
    return canvas;
  }

  /** @param {Layer} layer */
  function entry(layer) {
    let it = drawn.get(layer.id);
    if (!it) drawn.set(layer.id, it = { strokes: [], names: L.layerGroup(), of: null, drawn: 0, shown: false });
    return it;
  }

  /** @param {Layer} layer @param {PlanFeature[]} features */
  function add(layer, features) {
    const it = entry(layer);
    for (const feature of features) {
      if (!feature.geometry || (layer.attribute && !feature.properties[layer.attribute])) continue;
      for (const [i, style] of strokesOf(layer, feature, colour).entries()) {
        const scaled = scales(layer) ? { ...style, fullWeight: style.weight, weight: (style.weight ?? 1) * lineScale(map.getZoom()) } : style;
        strokeLayer(layer, it, i).addData(styled(feature, scaled));
      }
      const name = hasNames(layer) ? nameOf(layer, feature) : null;
      if (name) it.names.addLayer(name);
    }
  }

  /** @param {Layer} layer @param {ReturnType<typeof entry>} it @param {number} index */
  function strokeLayer(layer, it, index) {
    while (it.strokes.length <= index) {
      const options = {
        pane: paneOf(layer), renderer: canvasOf(layer), interactive: false,
        style: (/** @type {any} */ feature) => feature.style,
        pointToLayer: (/** @type {any} */ feature, /** @type {L.LatLng} */ at) => L.circleMarker(at, { pane: paneOf(layer), renderer: canvasOf(layer), interactive: false, radius: 6, ...feature.style }),
      };
      const strokes = L.geoJSON(undefined, /** @type {any} */ (options));
      it.strokes.push(strokes);
      if (it.shown) strokes.addTo(map);
    }
    return /** @type {L.GeoJSON} */ (it.strokes[index]);
  }

  function showNames() {
    for (const layer of layers) {
      const it = drawn.get(layer.id);
      if (!it) continue;
      const [from, below] = nameZooms[layer.kind] ?? [99, 99];
      const wanted = it.shown && map.getZoom() >= from && map.getZoom() < below;
      if (wanted !== map.hasLayer(it.names)) wanted ? it.names.addTo(map) : it.names.remove();
    }
  }

  /** Roads and zone lines are thin where many are seen and broad where few are. */
  function scaleLines() {
    for (const layer of layers.filter(scales)) {
      for (const strokes of drawn.get(layer.id)?.strokes ?? []) strokes.eachLayer((/** @type {any} */ path) => path.setStyle({ weight: path.options.fullWeight * lineScale(map.getZoom()) }));
    }
  }
  map.on('zoomend', () => {
    showNames();
    scaleLines();
  });

  return {
    /** Shows a layer with all its features so far, or more of them. @param {Layer} layer @param {PlanFeature[]} all */
    show(layer, all) {
      const it = entry(layer);
      if (it.of !== all) {
        // fetched anew: nothing of what is drawn counts
        for (const strokes of it.strokes) strokes.clearLayers();
        it.names.clearLayers();
        Object.assign(it, { of: all, drawn: 0 });
      }
      if (!it.shown) for (const strokes of it.strokes) strokes.addTo(map);
      it.shown = true;
      add(layer, all.slice(it.drawn));
      it.drawn = all.length;
      showNames();
    },

    /** @param {Layer} layer */
    hide(layer) {
      const it = drawn.get(layer.id);
      if (!it?.shown) return;
      it.shown = false;
      for (const strokes of it.strokes) strokes.remove();
      showNames();
    },

    /** Forgets everything drawn, for another region. @param {(list: string, code: string | null | undefined) => string} colours */
    clear(colours) {
      for (const it of drawn.values()) {
        for (const strokes of it.strokes) strokes.remove();
        it.names.remove();
      }
      drawn.clear();
      colour = colours;
    },
  };
}

/** Half the width at zoom 11 and below, the full width from zoom 14 on. @param {number} zoom */
const lineScale = (zoom) => Math.max(0.5, Math.min(1, 0.5 + (zoom - 11) / 6));

/** @param {Layer} layer */
const scales = (layer) => layer.kind === 'road' || layer.kind === 'boundary';

/** The three plans draw the same zones; one name is enough. @param {Layer} layer */
const hasNames = (layer) => layer.kind in nameZooms && (layer.kind !== 'boundary' || layer.plan === 'zone');

/** A feature that carries its style; the original stays as it is. @param {PlanFeature} feature @param {L.PathOptions} style @returns {any} */
const styled = (feature, style) => ({ type: 'Feature', geometry: feature.geometry, properties: null, style });

/** @param {Layer} layer @param {PlanFeature} feature */
function nameOf(layer, feature) {
  const name = layer.kind === 'boundary' ? zoneName(feature) : feature.properties.name;
  const at = name ? signPoint(feature.geometry) : null;
  if (!at) return null;
  const text = document.createElement('span');
  text.textContent = name ?? '';
  return L.tooltip({ permanent: true, direction: 'center', interactive: false, className: `name ${layer.kind}`, pane: 'tooltipPane', opacity: 1 })
    .setLatLng([at[1], at[0]]).setContent(text);
}
