// Findings on the map: their place in the colour of their severity, and a sign whose shape says the same.

import * as L from 'leaflet';
import { severityColour } from './styles.js';
import { signPoint } from '../geometry.js';

/** @typedef {import('../types.js').Finding} Finding */
/** @typedef {import('../types.js').Severity} Severity */

/** What was chosen and is no finding. */
const chosenColour = '#0b57d0';

/** A canvas that knows the signs of the severities. */
const SignCanvas = L.Canvas.extend({
  /** @param {any} sign */
  _updateCircle(sign) {
    if (!this._drawing || sign._empty()) return;
    const { x, y } = sign._point;
    const r = sign._radius;
    const pen = this._ctx;
    pen.beginPath();
    const corners = { error: 8, warning: 3, info: 0 }[/** @type {Severity} */ (sign.options.severity)] ?? 0;
    if (corners === 0) pen.arc(x, y, r, 0, 2 * Math.PI);
    for (let i = 0; i < corners; i++) {
      const angle = (2 * Math.PI * i) / corners + (corners === 3 ? -Math.PI / 2 : Math.PI / 8);
      const reach = corners === 3 ? r * 1.25 : r;
      pen.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    pen.closePath();
    this._fillStroke(pen, sign);
  },
});

/** What figures say of a whole sub-park is a sign on it, not a stain over it. @param {Finding} finding */
const hasShape = (finding) => !finding.geometry?.type.endsWith('Point') && !finding.properties.rule.startsWith('GZ3');

/** @param {L.Map} map */
export function createFindingSigns(map) {
  const canvas = /** @type {L.Canvas} */ (new /** @type {any} */ (SignCanvas)({ pane: 'checks', padding: 0.2 }));
  const all = L.layerGroup();
  const chosen = L.layerGroup().addTo(map);
  const base = { pane: 'checks', renderer: canvas, interactive: false };

  return {
    /** @param {readonly Finding[]} findings */
    draw(findings) {
      all.clearLayers();
      const gravestLast = [...findings].reverse();
      for (const finding of gravestLast) {
        if (!finding.geometry) continue;
        const { line, fill } = severityColour[finding.properties.severity];
        if (hasShape(finding)) all.addLayer(L.geoJSON(finding.geometry, /** @type {any} */ ({ ...base, style: { color: line, weight: 1.5, fillColor: fill, fillOpacity: 0.45 } })));
      }
      for (const finding of gravestLast) {
        const at = signPoint(finding.geometry);
        if (!at) continue;
        const { line } = severityColour[finding.properties.severity];
        all.addLayer(L.circleMarker([at[1], at[0]], /** @type {any} */ ({ ...base, radius: 6.5, severity: finding.properties.severity, color: '#ffffff', weight: 2, fillColor: line, fillOpacity: 1 })));
      }
    },

    /** @param {boolean} visible */
    show(visible) {
      if (visible) all.addTo(map);
      else all.remove();
    },

    /** Marks what was chosen, in place of what was marked before. @param {import('geojson').Geometry | null | undefined} geometry @param {Severity} [severity] of the finding, where it is one */
    mark(geometry, severity) {
      chosen.clearLayers();
      if (!geometry) return;
      const color = severity ? severityColour[severity].line : chosenColour;
      for (const style of [{ color: '#ffffff', weight: 9, opacity: 0.95, fill: false }, { color, weight: 4, fill: false }]) {
        if (!geometry.type.endsWith('Point')) chosen.addLayer(L.geoJSON(geometry, /** @type {any} */ ({ ...base, style })));
      }
      const at = severity || geometry.type.endsWith('Point') ? signPoint(geometry) : null;
      if (at) chosen.addLayer(L.circleMarker([at[1], at[0]], { ...base, radius: 14, color, weight: 3, fill: false }));
    },

  };
}
