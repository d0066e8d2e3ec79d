// Joins the map to the state: draws what is visible, tells what lies under a click, brings places into view.

import * as L from 'leaflet';
import { filterFindings } from './findings.js';
import { either, t } from './i18n/i18n.js';
import { boxOf } from './geometry.js';
import { createBaseLayers } from './map/base-layers.js';
import { layers } from './map/catalogue.js';
import { createDrawing } from './map/drawing.js';
import { createFindingSigns } from './map/finding-signs.js';
import { findingsAt, identify, identifyReferences } from './map/identify.js';
import { createMap } from './map/map.js';
import { popupContent } from './map/popup.js';
import { createReferenceDrawing } from './map/reference-drawing.js';
import { createSiteDrawing } from './map/site-drawing.js';

/** How far from a line or a point a click still counts. */
const reachPx = 8;
/** @type {never[]} */
const none = [];
const animate = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * @param {HTMLElement} container
 * @param {import('./state.js').Store} store
 * @param {{choose: (finding: import('./types.js').Finding) => void, told: (text: string) => void, addPoint: (at: [number, number]) => void, finish: () => void, cancel: () => void, moved: () => void, covered: () => {left: number, top: number, bottom: number}}} actions
 */
export function createMapView(container, store, actions) {
  const { map, translate } = createMap(container);
  const drawing = createDrawing(map);
  const referenceDrawing = createReferenceDrawing(map);
  const signs = createFindingSigns(map);
  const siteDrawing = createSiteDrawing(map);
  const bases = createBaseLayers(map, (layer) => actions.told(t('base.failed', { name: either(layer.nameZh, layer.nameEn) })));

  store.on(['codes', 'region'], ({ codes }) => {
    map.closePopup();
    signs.mark(null);
    drawing.clear(codes.colour);
    draw();
  });
  store.on(['visible', 'features', 'arrivals'], draw);
  store.on(['visible', 'references', 'referenceWindows', 'referenceArrivals'], drawReferences);
  store.on(['findings', 'filter', 'region'], drawFindings);
  store.on(['chosen'], ({ chosen }) => {
    if (chosen === null) signs.mark(null);
  });
  store.on(['site', 'mode'], drawSite);
  store.on(['opacity'], ({ opacity }) => {
    for (const [group, value] of Object.entries(opacity)) {
      const pane = map.getPane(group);
      if (pane) pane.style.opacity = String(value);
    }
  });
  store.on(['baseLayer', 'baseLayers'], ({ baseLayers, baseLayer }) => bases.show(baseLayers.find((layer) => layer.id === baseLayer)));

  function draw() {
    const { visible, features } = store.get();
    for (const layer of layers) {
      if (layer.kind === 'finding') signs.show(visible.has(layer.id));
      else if (features && visible.has(layer.id)) drawing.show(layer, features.known(layer.plan, layer.collection)?.features ?? none);
      else drawing.hide(layer);
    }
  }

  /** Reference layers are fetched as far as the map shows them. */
  function drawReferences() {
    const { visible, references, referenceWindows: windows } = store.get();
    const bounds = map.getBounds();
    const shown = references.flatMap(({ id }, index) => (windows && visible.has(id) ? [{ id, index, windows }] : []));
    for (const { id } of shown) windows?.look(id, [Math.max(-180, bounds.getWest()), Math.max(-90, bounds.getSouth()), Math.min(180, bounds.getEast()), Math.min(90, bounds.getNorth())]);
    referenceDrawing.draw(shown.map(({ id, index }) => ({ id, index, features: windows?.known(id)?.features ?? none })));
  }
  map.on('moveend', drawReferences);

  function drawSite() {
    const { site, mode } = store.get();
    siteDrawing.draw(mode === 'site' ? site : null);
    container.classList.toggle('drawing', isDrawing());
    if (isDrawing()) {
      map.closePopup();
      signs.mark(null);
      map.doubleClickZoom.disable();
    } else map.doubleClickZoom.enable();
  }

  const isDrawing = () => store.get().mode === 'site' && store.get().site.drawing !== null;

  /** A click or Enter: a corner of the red line while one is drawn, else a question. @param {L.LatLng} at */
  function point(at) {
    if (isDrawing()) actions.addPoint([at.lng, at.lat]);
    else ask(at);
  }

  function drawFindings() {
    const { findings, filter } = store.get();
    signs.draw(findings.state === 'ready' ? filterFindings(findings.value, filter) : []);
  }

  /** What lies at a place of the map, in a pop-up. @param {L.LatLng} at */
  function ask(at) {
    const { features, visible, findings, filter, codes, references, referenceWindows } = store.get();
    if (!features) return;
    const point = map.latLngToContainerPoint(at);
    const tolerance = Math.abs(at.lat - map.containerPointToLatLng(point.add([0, reachPx])).lat);
    const hits = identify(at.lng, at.lat, tolerance, visible, features);
    const found = visible.has('findings') && findings.state === 'ready' ? findingsAt(filterFindings(findings.value, filter), at.lng, at.lat, tolerance) : [];
    const over = identifyReferences(at.lng, at.lat, tolerance, visible, references, referenceWindows);
    if (hits.length + found.length + over.length === 0) {
      map.closePopup();
      return;
    }
    const { left, top, bottom } = actions.covered();
    const width = Math.min(map.getSize().x - 40, 440);
    L.popup({ minWidth: Math.min(300, width), maxWidth: width, maxHeight: Math.max(150, Math.min(420, map.getSize().y - top - bottom - 76)), autoPanPaddingTopLeft: [12 + left, top + 12], autoPanPaddingBottomRight: [12, 24 + bottom] })
      .setLatLng(at).setContent(popupContent(hits, over, found, codes, actions.choose)).openOn(map);
  }
  map.on('click', (event) => point(event.latlng));
  map.on('moveend', actions.moved);
  container.addEventListener('pointerdown', () => container.classList.remove('by-keyboard'), { capture: true });
  container.addEventListener('keyup', () => container.classList.add('by-keyboard'));
  container.addEventListener('keydown', (event) => {
    if (event.target !== container) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) actions.finish();
    else if (event.key === 'Enter') point(map.getCenter());
    else if (event.key === 'Escape' && isDrawing()) actions.cancel();
  });

  /** @returns {L.FitBoundsOptions} */
  function room() {
    const { left, top, bottom } = actions.covered();
    return { animate, paddingTopLeft: [24 + left, 12 + top], paddingBottomRight: [24, 32 + bottom] };
  }

  return {
    translate,
    /** @param {import('./types.js').Box} box */
    fit: (box) => map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { ...room(), animate: false }),
    /** @param {import('./permalink.js').View} view */
    setView: (view) => map.setView([view.latitude, view.longitude], view.zoom, { animate: false }),
    /** @returns {import('./permalink.js').View} */
    view: () => ({ zoom: map.getZoom(), latitude: map.getCenter().lat, longitude: map.getCenter().lng }),
    /** Marks a place and brings it into view. @param {import('geojson').Geometry | null} geometry @param {import('./types.js').Severity} [severity] */
    show(geometry, severity) {
      map.closePopup();
      signs.mark(geometry, severity);
      const box = boxOf(geometry);
      if (box) map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { maxZoom: 17, ...room() });
    },
  };
}
