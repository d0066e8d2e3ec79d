// Counting and choosing findings.

/** @typedef {import('./types.js').Finding} Finding */
/** @typedef {import('./types.js').Severity} Severity */
/** @typedef {{severities: ReadonlySet<Severity>, rule: string}} Filter an empty rule means all of them */

/** From the gravest down. @type {readonly Severity[]} */
export const severities = ['error', 'warning', 'info'];

/** @returns {Filter} */
export const everything = () => ({ severities: new Set(severities), rule: '' });

/** @param {readonly Finding[]} findings @returns {Record<Severity, number>} */
export function countBySeverity(findings) {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) counts[finding.properties.severity]++;
  return counts;
}

/** @param {readonly Finding[]} findings @param {Filter} filter */
export function filterFindings(findings, filter) {
  return findings.filter(({ properties }) => filter.severities.has(properties.severity) && (filter.rule === '' || properties.rule === filter.rule));
}

/** The rules that found something, by code, each with how often. @param {readonly Finding[]} findings */
export function rulesIn(findings) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { properties } of findings) counts.set(properties.rule, (counts.get(properties.rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => ({ rule, count })).sort((a, b) => a.rule.localeCompare(b.rule));
}
