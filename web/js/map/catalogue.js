// The layers of the map: which collection of which plan each shows, in which group of the legend, from the bottom up.

/** @typedef {'today' | 'land-use' | 'urban' | 'zone' | 'farmland' | 'roads' | 'checks'} Group */
/** @typedef {'patch' | 'boundary' | 'sub-park' | 'farmland' | 'road' | 'line' | 'place' | 'reserve' | 'township' | 'finding'} Kind */

/**
 * @typedef {object} Layer
 * @property {string} id
 * @property {Group} group
 * @property {Kind} kind
 * @property {import('../types.js').PlanKind | null} plan
 * @property {string} collection
 * @property {'function' | 'class' | 'controlArea' | 'useArea'} [attribute] whose classes colour it
 * @property {'zone' | 'urban' | 'controlArea' | 'useArea' | 'existingLandUse'} [list] the code list of that attribute
 */

/** @type {readonly Layer[]} */
export const layers = [
  { id: 'existing-land-use', group: 'today', kind: 'patch', plan: null, collection: 'existing-land-use', attribute: 'class', list: 'existingLandUse' },
  { id: 'townships', group: 'today', kind: 'township', plan: null, collection: 'townships' },
  { id: 'farmland', group: 'farmland', kind: 'farmland', plan: 'land-use', collection: 'farmland' },
  { id: 'control-areas', group: 'land-use', kind: 'patch', plan: 'land-use', collection: 'designations', attribute: 'controlArea', list: 'controlArea' },
  { id: 'use-areas', group: 'land-use', kind: 'patch', plan: 'land-use', collection: 'designations', attribute: 'useArea', list: 'useArea' },
  { id: 'urban-designations', group: 'urban', kind: 'patch', plan: 'urban', collection: 'designations', attribute: 'class', list: 'urban' },
  { id: 'zone-designations', group: 'zone', kind: 'patch', plan: 'zone', collection: 'designations', attribute: 'function', list: 'zone' },
  { id: 'land-reserve', group: 'zone', kind: 'reserve', plan: 'zone', collection: 'land-reserve' },
  { id: 'sub-parks', group: 'zone', kind: 'sub-park', plan: 'zone', collection: 'sub-parks' },
  { id: 'utility-lines', group: 'urban', kind: 'line', plan: 'urban', collection: 'utility-lines' },
  { id: 'projects', group: 'zone', kind: 'place', plan: 'zone', collection: 'projects' },
  { id: 'facilities', group: 'zone', kind: 'place', plan: 'zone', collection: 'facilities' },
  { id: 'land-use-boundary', group: 'land-use', kind: 'boundary', plan: 'land-use', collection: 'zone-boundaries' },
  { id: 'urban-boundary', group: 'urban', kind: 'boundary', plan: 'urban', collection: 'zone-boundaries' },
  { id: 'zone-boundary', group: 'zone', kind: 'boundary', plan: 'zone', collection: 'zone-boundaries' },
  { id: 'roads', group: 'roads', kind: 'road', plan: 'zone', collection: 'roads' },
  { id: 'findings', group: 'checks', kind: 'finding', plan: null, collection: 'findings' },
];

/** Groups in the order of the legend, top first. @type {readonly Group[]} */
export const groups = ['zone', 'urban', 'land-use', 'today', 'roads', 'farmland', 'checks'];

/** Groups whose opacity can be set. @type {readonly Group[]} */
export const seeThrough = ['zone', 'urban', 'land-use', 'today', 'farmland'];

/** @type {Record<string, string[]>} */
const coloured = {
  zone: ['zone-designations'],
  urban: ['urban-designations'],
  'land-use': ['control-areas', 'farmland'],
  all: ['zone-designations', 'urban-designations', 'control-areas'],
};

const outlines = ['land-use-boundary', 'urban-boundary', 'zone-boundary', 'sub-parks', 'facilities'];

/**
 * What is on the map when a mode or a plan is chosen: in the field the roads alone, for a site what the land-use plan protects, elsewhere the three outlines, the chosen plan's patches and the findings.
 * @param {string} mode
 * @param {string} plan
 * @returns {Set<string>}
 */
export function layersFor(mode, plan) {
  if (mode === 'field') return new Set(['roads']);
  if (mode === 'site') return new Set(['zone-boundary', 'sub-parks', 'roads', 'control-areas', 'farmland']);
  return new Set([...outlines, ...(coloured[plan] ?? []), ...(mode === 'plan' ? ['roads'] : []), 'findings']);
}
