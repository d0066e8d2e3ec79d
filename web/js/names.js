// What features and the subjects of figures are called where they are listed and labelled.

import { termFor } from './i18n/i18n.js';

/**
 * A boundary goes by its own name, else by the zone that it bounds: its code numbers the drawing, not the zone.
 * @param {import('./types.js').PlanFeature} feature
 */
export const zoneName = ({ properties: { name, zone, code }, id }) => name || zone || code || String(id);

/** @param {import('./types.js').PlanFeature} feature */
export const ownName = ({ properties: { name, code }, id }) => name || code || String(id);

/** Kinds of subject whose name alone tells what they are. */
const named = new Set(['zone', 'sub-park', 'part', 'facility', 'project', 'road']);

/** `sub-park/起重园区` is told as its name, `road-network/finished` and `一季度/工业` part by part. @param {string} subject */
export function subjectName(subject) {
  const [first = '', ...rest] = subject.split('/');
  const parts = rest.map((part) => termFor('state', termFor('subject', part)));
  return (rest.length > 0 && named.has(first) ? parts : [termFor('subject', first), ...parts]).join(' / ');
}
