// What the reader may do, as far as the page must know it: the server decides.

/** @typedef {import('./types.js').Account | null} Who */

/** @param {Who} who @param {string | undefined} region @param {(role: import('./types.js').Role) => boolean} which */
const has = (who, region, which) => region !== undefined && (who?.roles ?? []).some((role) => (role.region === null || role.region === region) && which(role));

/** Whether the reader may start check runs. @param {Who} who @param {string | undefined} region */
export const mayCheck = (who, region) => has(who, region, ({ role }) => role !== 'field');

/** Whether the reader may change which rules are checked, and how. @param {Who} who @param {string | undefined} region */
export const maySetChecks = (who, region) => has(who, region, ({ role }) => role === 'reviewer' || role === 'administrator');

/** Whether the reader may move the lines of a plan. @param {Who} who @param {string | undefined} region @param {string} plan one of the three, or survey */
export const mayEdit = (who, region, plan) => has(who, region, (role) => role.role === 'administrator' || (role.role === 'planner' && role.plan === plan));

/** Whether the reader may decide on findings and approve revisions of a plan. @param {Who} who @param {string | undefined} region @param {string} plan one of the three, or survey */
export const mayDecide = (who, region, plan) => has(who, region, (role) => role.role === 'administrator' || (role.role === 'reviewer' && (role.plan === null || role.plan === plan)));

/** Whether the reader administrates any region. @param {Who} who */
export const isAdministrator = (who) => (who?.roles ?? []).some(({ role }) => role === 'administrator');
