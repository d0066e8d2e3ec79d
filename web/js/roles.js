// A role as a form names it.

/** Stands for all regions where one is chosen; no region has this letter. */
export const everywhere = '*';

/** Whether a role is one of a plan. @param {string} role */
export const takesPlan = (role) => role === 'planner' || role === 'reviewer';

/**
 * The role that a form names; what the role does not take is left out, and of another role it may still stand there.
 * @param {Record<string, string>} typed what stands in the fields, named by the form and their own name
 * @param {string} form
 * @returns {import('./types.js').Role}
 */
export function roleIn(typed, form) {
  const role = /** @type {import('./types.js').RoleName} */ (typed[`${form}.role`] ?? 'field');
  const [region, plan] = [typed[`${form}.region`] ?? '', typed[`${form}.plan`] ?? ''];
  const ofAll = role === 'administrator' ? null : '';
  return { role, region: region === everywhere ? ofAll : region, plan: takesPlan(role) && plan ? plan : null };
}
