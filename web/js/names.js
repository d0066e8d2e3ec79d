// What features are called where they are listed and labelled.

/**
 * A boundary goes by its own name, else by the zone that it bounds: its code numbers the drawing, not the zone.
 * @param {import('./types.js').PlanFeature} feature
 */
export const zoneName = ({ properties: { name, zone, code }, id }) => name || zone || code || String(id);

/** @param {import('./types.js').PlanFeature} feature */
export const ownName = ({ properties: { name, code }, id }) => name || code || String(id);
