// The red line on the map: while it is drawn, and after it was checked with the ground on which building is forbidden.

import * as L from 'leaflet';
import { severityColour } from './styles.js';

const red = '#d40f0f';

/** @param {L.Map} map */
export function createSiteDrawing(map) {
  const pane = map.createPane('site');
  pane.style.zIndex = '340';
  pane.classList.add('drawn');
  const group = L.layerGroup().addTo(map);
  const base = { pane: 'site', renderer: L.svg({ pane: 'site' }), interactive: false };

  return {
    /** @param {import('../state.js').Site | null} site what to draw; `null` for nothing */
    draw(site) {
      group.clearLayers();
      if (!site) return;
      if (site.drawing) {
        const corners = /** @type {L.LatLngTuple[]} */ (site.drawing.map(([x, y]) => [y, x]));
        group.addLayer(L.polygon(corners, { ...base, color: '#ffffff', weight: 6, fill: false }));
        group.addLayer(L.polygon(corners, { ...base, color: red, weight: 3, dashArray: '6 5', fillColor: red, fillOpacity: 0.08 }));
        for (const at of corners) group.addLayer(L.circleMarker(at, { ...base, radius: 5, color: red, weight: 2.5, fillColor: '#ffffff', fillOpacity: 1 }));
        return;
      }
      if (site.result?.state !== 'ready') return;
      const { findings, site: outline } = site.result.value;
      for (const finding of findings) {
        if (finding.outcome !== 'forbidden' || !finding.place) continue;
        group.addLayer(L.geoJSON(finding.place, /** @type {any} */ ({ ...base, style: { color: severityColour.error.line, weight: 1.5, fillColor: severityColour.error.fill, fillOpacity: 0.55 } })));
      }
      group.addLayer(L.geoJSON(outline, /** @type {any} */ ({ ...base, style: { color: '#ffffff', weight: 6.5, fill: false } })));
      group.addLayer(L.geoJSON(outline, /** @type {any} */ ({ ...base, style: { color: red, weight: 3.5, fill: false } })));
    },
  };
}
