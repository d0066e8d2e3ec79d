// What a pop-up says about a feature: its names, its classes, and its areas in every unit.

import { el, severitySign, swatch } from '../dom.js';
import { either, t, termFor } from '../i18n/i18n.js';
import { referenceColour } from './references.js';
import { patchOpacity } from './styles.js';
import { formatArea, formatLength } from '../units.js';

/** @typedef {import('./identify.js').Hit} Hit */
/** @typedef {import('../types.js').Finding} Finding */

/** Most facts that a pop-up tells of a reference feature. */
const mostFacts = 40;

/**
 * @param {Hit[]} hits
 * @param {import('./identify.js').ReferenceHit[]} references
 * @param {Finding[]} findings
 * @param {import('../codes.js').Codes} codes
 * @param {(finding: Finding) => void} choose
 */
export function popupContent(hits, references, findings, codes, choose) {
  return el('div', { class: 'about' },
    findings.map((finding) => el('button', { type: 'button', class: 'about-finding', on: { click: () => choose(finding) } },
      severitySign(finding.properties.severity), el('span', {}, el('span', { class: 'unseen' }, t(`severity.${finding.properties.severity}`)), ` ${finding.properties.rule} ${termFor('rule', finding.properties.rule)}`))),
    hits.map((hit, i) => el('details', { open: i === 0, name: 'about' }, heading(hit, codes), body(hit, codes))),
    references.map((hit, i) => el('details', { open: hits.length + i === 0, name: 'about' }, ...ofReference(hit))));
}

/** A feature of a reference layer, with every field that has a value. @param {import('./identify.js').ReferenceHit} hit */
function ofReference({ reference, index, feature }) {
  const facts = Object.entries(feature.properties).filter(([, value]) => value !== null && value !== '');
  const name = ['名称', 'name', 'NAME', 'Name', 'mc', 'MC'].map((field) => feature.properties[field]).find((value) => typeof value === 'string' && value !== '');
  return [
    el('summary', {}, swatch(referenceColour(index), 0.5), el('strong', {}, name ?? `${reference.title} ${feature.id}`), el('span', { class: 'about-kind' }, reference.title)),
    el('dl', { class: 'facts' }, facts.slice(0, mostFacts).flatMap(([field, value]) => [el('dt', {}, field), el('dd', {}, typeof value === 'boolean' ? t(value ? 'reference.yes' : 'reference.no') : String(value))])),
  ];
}

/** @param {Hit} hit @param {import('../codes.js').Codes} codes */
function heading({ layer, feature }, codes) {
  const cls = layer.list && layer.attribute ? codes.classOf(layer.list, feature.properties[layer.attribute]) : undefined;
  return el('summary', {},
    cls && swatch(cls.color, patchOpacity),
    el('strong', {}, feature.properties.name || (cls && either(cls.labelZh, cls.labelEn)) || t(`layer.${layer.id}`)),
    el('span', { class: 'about-kind' }, kindOf(layer)));
}

/** @param {import('./catalogue.js').Layer} layer */
function kindOf(layer) {
  return layer.plan && layer.group !== 'roads' && layer.group !== 'farmland' ? `${t(`plan.${layer.plan}`)} · ${t(`layer.${layer.id}`)}` : t(`layer.${layer.id}`);
}

/** @param {Hit} hit @param {import('../codes.js').Codes} codes */
function body({ layer, feature }, codes) {
  const p = feature.properties;
  const facts = [
    [t('feature.code'), p.code],
    [t('feature.nameSource'), p.nameSource === 'ours' && t('feature.nameOurs')],
    [t('feature.kind'), p.kind && termFor('kind', p.kind)],
    [t('feature.zone'), p.zone],
    [t('feature.function'), label(codes, 'zone', p.function)],
    [t('feature.class'), label(codes, layer.list === 'existingLandUse' ? 'existingLandUse' : 'urban', p.class)],
    [t('feature.controlArea'), label(codes, 'controlArea', p.controlArea)],
    [t('feature.useArea'), label(codes, 'useArea', p.useArea)],
    [t('feature.farmland'), p.farmlandClass && termFor('farmland', p.farmlandClass)],
    [t('feature.state'), p.state && termFor(layer.kind === 'road' ? 'road' : 'state', p.state)],
    [t('feature.length'), typeof p.groundLengthM === 'number' && formatLength(p.groundLengthM)],
    [t('feature.revision'), p.revision],
  ];
  return el('div', {},
    p.synthetic && el('p', { class: 'badge synthetic' }, t('synthetic.badge')),
    el('dl', { class: 'facts' }, facts.flatMap(([term, value]) => (value ? [el('dt', {}, term), el('dd', {}, value)] : []))),
    typeof p.ellipsoidalAreaM2 === 'number' && areas(p));
}

/** @param {import('../types.js').FeatureProperties} p */
function areas(p) {
  const measures = /** @type {const} */ (['declaredAreaM2', 'ellipsoidalAreaM2', 'planarAreaM2']);
  return el('table', { class: 'numbers areas' },
    el('caption', { class: 'unseen' }, t('area.caption')),
    el('thead', {}, el('tr', {}, el('td', {}), measures.map((name) => el('th', { scope: 'col' }, t(`area.${name}`))))),
    el('tbody', {}, /** @type {const} */ (['m2', 'ha', 'mu', 'km2']).map((unit) => el('tr', {},
      el('th', { scope: 'row' }, t(`unit.${unit}`)),
      measures.map((name) => el('td', {}, formatArea(p[name], unit, 'exact')))))));
}

/** @param {import('../codes.js').Codes} codes @param {string} list @param {string | null | undefined} code */
function label(codes, list, code) {
  if (!code) return null;
  const cls = codes.classOf(list, code);
  return cls ? `${code} ${either(cls.labelZh, cls.labelEn)}` : `${code} (${t('feature.unknownCode')})`;
}

