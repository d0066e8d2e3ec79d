// A tileset as it is: its vector tiles drawn in one colour.

import * as L from 'leaflet';
import * as api from '../api.js';
import { shapesOf } from './tile-geometry.js';

/** @typedef {import('./tile-geometry.js').Shape} Shape */

const colour = '#0f625b';
const around = 2 * Math.PI;

/**
 * @param {{tiles: string[], maxzoom: number}} tileset TileJSON
 * @param {(shapes: number) => void} drawn told of every tile
 * @returns {L.GridLayer}
 */
export function createTilePreview(tileset, drawn) {
  const Preview = L.GridLayer.extend({
    /** @param {L.Coords} at @param {L.DoneCallback} done */
    createTile(at, done) {
      const canvas = document.createElement('canvas');
      void draw(canvas, this.getTileSize().x, L.Util.template(tileset.tiles[0] ?? '', at)).then((shapes) => {
        done(undefined, canvas);
        drawn(shapes);
      }, (error) => done(error, canvas));
      return canvas;
    },
  });
  return new /** @type {any} */ (Preview)({ maxNativeZoom: tileset.maxzoom });
}

/** @param {HTMLCanvasElement} canvas @param {number} side px @param {string} address @returns {Promise<number>} how many shapes there are */
async function draw(canvas, side, address) {
  const shapes = shapesOf(await api.tile(address));
  const scale = window.devicePixelRatio || 1;
  canvas.width = canvas.height = Math.round(side * scale);
  const pen = canvas.getContext('2d');
  if (!pen) return 0;
  pen.scale(scale, scale);
  pen.strokeStyle = pen.fillStyle = colour;
  for (const shape of shapes) drawShape(pen, shape, side);
  return shapes.length;
}

/** @param {CanvasRenderingContext2D} pen @param {Shape} shape @param {number} side */
function drawShape(pen, { kind, parts }, side) {
  pen.beginPath();
  for (const part of parts) {
    for (const [i, [x, y]] of part.entries()) {
      if (i === 0 || kind === 'point') pen.moveTo(x * side + (kind === 'point' ? 4 : 0), y * side);
      else pen.lineTo(x * side, y * side);
      if (kind === 'point') pen.arc(x * side, y * side, 4, 0, around);
    }
  }
  pen.globalAlpha = 0.25;
  if (kind !== 'line') pen.fill('evenodd');
  pen.globalAlpha = 1;
  pen.stroke();
}
