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

/**
 * Each finding once: those that another one of the list explains stand under it, the others for themselves, in the order of the list.
 * @param {readonly Finding[]} findings
 * @returns {{finding: Finding, explained: Finding[]}[]}
 */
export function underTheirCauses(findings) {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  /** @type {Map<string, {finding: Finding, explained: Finding[]}>} */
  const groups = new Map();
  for (const finding of findings) if (rootOf(finding, byId) === finding) groups.set(finding.id, { finding, explained: [] });
  for (const finding of findings) {
    const root = rootOf(finding, byId);
    if (root !== finding) groups.get(root.id)?.explained.push(finding);
  }
  return [...groups.values()];
}

/** The finding that explains this one in the end; itself where a circle or nothing of the list does. @param {Finding} finding @param {ReadonlyMap<string, Finding>} byId */
function rootOf(finding, byId) {
  const seen = new Set([finding.id]);
  let root = finding;
  for (let next = byId.get(finding.properties.cause ?? ''); next; next = byId.get(next.properties.cause ?? '')) {
    if (seen.has(next.id)) return finding;
    seen.add(next.id);
    root = next;
  }
  return root;
}

/** The rules that found something, by code, each with how often. @param {readonly Finding[]} findings */
export function rulesIn(findings) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { properties } of findings) counts.set(properties.rule, (counts.get(properties.rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => ({ rule, count })).sort((a, b) => a.rule.localeCompare(b.rule));
}
