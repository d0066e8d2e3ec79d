// The address of a rule's page: rules/GZ103?region=changyuan&lang=zh, without a code that of all rules.

import { language } from '../i18n/i18n.js';

/**
 * @param {string} code empty for all rules
 * @param {string | undefined} region
 * @param {string} [root] where the page lies, seen from the document that links
 */
export function ruleLink(code, region, root = '') {
  const query = new URLSearchParams({ ...(region && { region }), lang: language() });
  return `${root}rules${code ? `/${encodeURIComponent(code)}` : ''}?${query}`;
}

/** @param {{pathname: string, search: string}} location */
export function readRuleLink({ pathname, search }) {
  const query = new URLSearchParams(search);
  return { code: decodeURIComponent(/\/rules\/([^/]+)\/?$/.exec(pathname)?.[1] ?? ''), region: query.get('region') ?? undefined, lang: query.get('lang') };
}
