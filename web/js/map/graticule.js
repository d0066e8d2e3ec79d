// The grid of longitudes and latitudes: a base map that needs no internet.

import * as L from 'leaflet';

const steps = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

/** Room that a label needs beside the next one. */
const labelPx = 96;

/** The finest round step, in degrees, whose labels do not touch. @param {number} degreesPerPx */
export const stepFor = (degreesPerPx) => steps.find((step) => step >= labelPx * degreesPerPx) ?? 30;

/** @param {number} degrees @param {number} step @param {'lon' | 'lat'} axis */
export function degreesText(degrees, step, axis) {
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  const side = axis === 'lon' ? (degrees < 0 ? 'W' : 'E') : degrees < 0 ? 'S' : 'N';
  return `${Math.abs(degrees).toFixed(decimals)}°${side}`;
}

export const Graticule = L.Layer.extend({
  /** @param {L.Map} map */
  onAdd(map) {
    this._canvas = L.DomUtil.create('canvas', 'graticule leaflet-zoom-hide', map.getPane('graticule'));
    this._canvas.setAttribute('aria-hidden', 'true');
    this._draw();
    return this;
  },
  onRemove() {
    this._canvas.remove();
  },
  getEvents() {
    return { move: this._draw, zoomend: this._draw, viewreset: this._draw, resize: this._draw };
  },
  _draw() {
    /** @type {L.Map} */
    const map = this._map;
    const { x: width, y: height } = map.getSize();
    const scale = window.devicePixelRatio || 1;
    const canvas = this._canvas;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, width, height);
    drawGrid(pen, map, width, height);
  },
});

/** @param {CanvasRenderingContext2D} pen @param {L.Map} map @param {number} width @param {number} height */
function drawGrid(pen, map, width, height) {
  const bounds = map.getBounds();
  const step = stepFor((bounds.getEast() - bounds.getWest()) / Math.max(1, width));
  pen.strokeStyle = '#c3ccc9';
  pen.lineWidth = 1;
  pen.font = '11px system-ui, sans-serif';
  pen.fillStyle = '#55646b';
  pen.beginPath();
  /** @type {{text: string, x: number, y: number, align: CanvasTextAlign}[]} */
  const labels = [];
  for (let i = Math.ceil(bounds.getWest() / step); i * step <= bounds.getEast(); i++) {
    const x = Math.round(map.latLngToContainerPoint([bounds.getSouth(), i * step]).x) + 0.5;
    pen.moveTo(x, 0);
    pen.lineTo(x, height);
    labels.push({ text: degreesText(i * step, step, 'lon'), x: x + 4, y: 13, align: 'left' });
  }
  for (let i = Math.ceil(bounds.getSouth() / step); i * step <= bounds.getNorth(); i++) {
    const y = Math.round(map.latLngToContainerPoint([i * step, bounds.getWest()]).y) + 0.5;
    pen.moveTo(0, y);
    pen.lineTo(width, y);
    labels.push({ text: degreesText(i * step, step, 'lat'), x: width - 6, y: y - 4, align: 'right' });
  }
  pen.stroke();
  for (const { text, x, y, align } of labels) {
    pen.textAlign = align;
    pen.fillText(text, x, y);
  }
}
