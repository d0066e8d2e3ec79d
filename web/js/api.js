// The only module that fetches. Every answer is JSON; every refusal becomes an ApiError with a sentence to show.

import { language, t } from './i18n/i18n.js';

/** Items per page: large enough to be quick, small enough to draw while the next page is on its way. */
const pageSize = 2000;

/** Addresses are told from the folder of the page, whichever of its documents asks. */
const root = typeof document === 'undefined' ? undefined : new URL('../', import.meta.url);

/** A refusal of the server, or its silence (status 0). The message is meant for the reader of the page. */
export class ApiError extends Error {
  /** @param {string} message @param {number} status @param {{pointer: string, detail: string}[]} [places] what is wrong where in what was sent */
  constructor(message, status, places = []) {
    super(message);
    this.status = status;
    this.places = places;
  }
}

/** What went wrong, by field; '' for the whole. @param {unknown} error @param {Record<string, string>} fields by where the server finds fault @returns {Record<string, string>} */
export function problemsOf(error, fields) {
  const places = error instanceof ApiError ? error.places.filter(({ pointer }) => pointer in fields) : [];
  if (places.length > 0) return Object.fromEntries(places.map(({ pointer, detail }) => [fields[pointer], detail]));
  return { '': error instanceof Error ? error.message : String(error) };
}

/** What changes from this page must bring to show that they come from it. */
let antiforgeryToken = '';

/** Told when the server refuses for want of a sign-in. */
let signedOut = () => {};

/** @param {() => void} told */
export function onSignedOut(told) {
  signedOut = told;
}

/** Who the server takes the reader for. @returns {Promise<import('./types.js').Account>} */
export const account = () => asAccount(get('api/account'));

/** @param {string} name @param {string} password */
export const signIn = (name, password) => asAccount(post('api/account/sign-in', { name, password }));

export const signOut = () => asAccount(post('api/account/sign-out', undefined));

/** @returns {Promise<import('./types.js').Token[]>} */
export const tokens = async () => (await get('api/account/tokens')).tokens;

/** @param {string} name @param {number} days @returns {Promise<{token: string}>} */
export const makeToken = (name, days) => post('api/account/tokens', { name, days });

/** @param {number} id @returns {Promise<import('./types.js').Token[]>} the tokens that are left */
export const revokeToken = async (id) => (await send(`api/account/tokens/${id}`, { method: 'DELETE' })).tokens;

/** Sets another password of one's own. @param {string} current @param {string} password */
export const setPassword = (current, password) => asAccount(post('api/account/password', { current, password }));

/** @returns {Promise<import('./types.js').AccountInList[]>} */
export const accounts = async () => (await get('api/accounts')).accounts;

/** @param {string} name @param {string} password @param {readonly import('./types.js').Role[]} roles @returns {Promise<import('./types.js').AccountInList>} */
export const addAccount = (name, password, roles) => post('api/accounts', { name, password, roles });

/** @param {string} name @param {import('./types.js').Role} role @returns {Promise<import('./types.js').AccountInList>} */
export const grantRole = (name, role) => post(`${accountOf(name)}/roles`, role);

/** @param {string} name @param {number} id @returns {Promise<import('./types.js').AccountInList>} */
export const withdrawRole = (name, id) => send(`${accountOf(name)}/roles/${id}`, { method: 'DELETE' });

/** @param {string} name @param {string} password @returns {Promise<import('./types.js').AccountInList>} */
export const setPasswordOf = (name, password) => post(`${accountOf(name)}/password`, { password });

/** @param {string} name @param {boolean} locked @returns {Promise<import('./types.js').AccountInList>} */
export const lockAccount = (name, locked) => send(`${accountOf(name)}/lock`, { method: locked ? 'PUT' : 'DELETE' });

/** @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Configuration>} */
export const configuration = (signal) => get('api/configuration', signal);

/** @param {AbortSignal} [signal] @returns {Promise<Record<import('./types.js').Language, Record<string, string>>>} */
export const words = (signal) => get('api/words', signal);

/** @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Region[]>} */
export const regions = async (signal) => (await get('api/regions', signal)).regions;

/** @param {string} region @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Plan[]>} */
export const plans = async (region, signal) => (await get(`api/regions/${encodeURIComponent(region)}/plans`, signal)).plans;

/** @param {string} region @param {AbortSignal} [signal] @returns {Promise<import('./types.js').CodeLists>} */
export const codes = (region, signal) => get(`api/regions/${encodeURIComponent(region)}/codes`, signal);

/** @param {string} region @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Figure[]>} */
export const figures = async (region, signal) => (await get(`api/regions/${encodeURIComponent(region)}/figures`, signal)).figures;

/** @param {string} region @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Run[]>} */
export const runs = async (region, signal) => (await get(checksOf(region), signal)).runs;

/** @param {string} region @param {string | number} run @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Run>} */
export const run = (region, run, signal) => get(`${checksOf(region)}/${run}`, signal);

/** Starts a check run over the newest revisions; answers when it has ended or after some seconds, whichever is first.
 * @param {string} region @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Run>} */
export const startRun = (region, signal) => send(checksOf(region), { method: 'POST', signal });

/** @param {string} region @param {string | number} run @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Finding[]>} */
export const findings = async (region, run, signal) => (await get(`${checksOf(region)}/${run}/findings`, signal)).features;

/** @param {string} region @param {string | number} run @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Ledger>} */
export const ledger = (region, run, signal) => get(`${checksOf(region)}/${run}/ledger`, signal);

/** @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Rule[]>} */
export const rules = async (signal) => (await get('api/rules', signal)).rules;

/** @param {string} code @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Rule>} */
export const rule = (code, signal) => get(`api/rules/${encodeURIComponent(code)}`, signal);

/** What a region sets about the checks. @param {string} region @param {AbortSignal} [signal] @returns {Promise<import('./types.js').CheckSettings>} */
export const checkSettings = (region, signal) => versioned(settingsOf(region), { signal });

/** Replaces what a region sets about the checks, unless somebody else has meanwhile. @param {string} region @param {Record<string, import('./types.js').RuleSettings>} settings @param {string} version @param {AbortSignal} [signal] @returns {Promise<import('./types.js').CheckSettings>} */
export const saveCheckSettings = (region, settings, version, signal) => versioned(settingsOf(region), { method: 'PUT', body: JSON.stringify(settings, null, 1), signal, headers: { 'Content-Type': 'application/json', 'If-Match': version } });

/** What the plans say about a red line. @param {string} region @param {string} text GeoJSON or a list of coordinates @param {AbortSignal} [signal] @returns {Promise<import('./types.js').SiteReport>} */
export const siteCheck = (region, text, signal) => send(`api/regions/${encodeURIComponent(region)}/site-check`, { method: 'POST', body: text, signal, headers: { 'Content-Type': text.trimStart().startsWith('{') ? 'application/json' : 'text/plain; charset=utf-8' } });

/**
 * The features of a collection, page by page along the `next` links.
 * @param {string} region
 * @param {import('./types.js').PlanKind | null} plan `null` for surveyed facts
 * @param {string} collection
 * @param {AbortSignal} signal
 * @returns {AsyncGenerator<import('./types.js').PlanFeature[]>}
 */
export async function* items(region, plan, collection, signal) {
  const query = new URLSearchParams({ region, limit: String(pageSize) });
  if (plan) query.set('plan', plan);
  /** @type {string | undefined} */
  let url = `api/collections/${collection}/items?${query}`;
  while (url) {
    const page = await get(url, signal);
    yield page.features;
    url = pathOf(page.links?.find((/** @type {{rel: string}} */ link) => link.rel === 'next')?.href);
  }
}

/** Most features of a reference layer that a window of the map shows at once. */
const windowSize = 4000;

/** The reference layers that a region shows, named in the reader's language. @param {string} region @param {AbortSignal} [signal] @returns {Promise<import('./types.js').Reference[]>} */
export const references = async (region, signal) => (await get('api/collections', signal)).collections
  .filter((/** @type {{id: string, region?: string}} */ collection) => collection.id.startsWith('ref-') && (collection.region ?? region) === region)
  .map((/** @type {{id: string, title: string}} */ { id, title }) => ({ id, title }));

/** The features of a reference layer in a window, as many as can be drawn. @param {string} region @param {string} collection @param {import('./types.js').Box} box @param {AbortSignal} signal */
export async function windowItems(region, collection, box, signal) {
  const page = await get(`api/collections/${encodeURIComponent(collection)}/items?${new URLSearchParams({ region, bbox: box.join(','), limit: String(windowSize) })}`, signal);
  return { features: page.features, more: page.links.some((/** @type {{rel: string}} */ link) => link.rel === 'next') };
}

/**
 * Listens to what happens to a region. The browser connects again by itself; a refusal of the server is told.
 * @param {string} region
 * @param {string} after id of the last event that was heard, or nothing
 * @param {{told: (kind: string, id: string, data: any) => void, refused: () => void}} ear
 * @returns {() => void} ends it
 */
export function listen(region, after, ear) {
  const address = `api/regions/${encodeURIComponent(region)}/events${after ? `?${new URLSearchParams({ after })}` : ''}`;
  const source = new EventSource(root ? new URL(address, root) : address);
  for (const kind of ['ready', 'missed', 'features', 'revision', 'check-run', 'reference-layer']) {
    source.addEventListener(kind, (event) => ear.told(kind, event.lastEventId, JSON.parse(event.data)));
  }
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) ear.refused();
  });
  return () => source.close();
}

/** The document behind a page of the API: features, or collections with their extents. @param {string} url @returns {Promise<any>} */
export const featureDocument = (url) => get(pathOf(url) ?? '');

/** The bytes of a vector tile; none where nothing lies in it. @param {string} url @returns {Promise<Uint8Array>} */
export const tile = async (url) => new Uint8Array(await send(pathOf(url) ?? '', {}, undefined, (answer) => answer.arrayBuffer()));

/** A link without scheme and host, which a proxy may have changed on the way. @param {string | undefined} href */
function pathOf(href) {
  if (!href) return undefined;
  const { pathname, search } = new URL(href, 'http://localhost');
  return pathname + search;
}

/** @param {string} name */
function accountOf(name) {
  return `api/accounts/${encodeURIComponent(name)}`;
}

/** @param {string} region */
function checksOf(region) {
  return `api/regions/${encodeURIComponent(region)}/checks`;
}

/** @param {string} region */
function settingsOf(region) {
  return `api/regions/${encodeURIComponent(region)}/check-settings`;
}

/** An answer with its tag. @param {string} url @param {RequestInit} init */
async function versioned(url, init) {
  let version = '';
  const answer = await send(url, init, (headers) => { version = headers.get('ETag') ?? ''; });
  return { ...answer, version };
}

/** @param {string} url @param {unknown} body */
function post(url, body) {
  return send(url, { method: 'POST', body: JSON.stringify(body), headers: body === undefined ? {} : { 'Content-Type': 'application/json' } });
}

/** @param {Promise<import('./types.js').Account>} answer */
async function asAccount(answer) {
  const account = await answer;
  antiforgeryToken = account.antiforgeryToken ?? '';
  return account;
}

/** @param {string} url @param {AbortSignal} [signal] */
function get(url, signal) {
  return send(url, { signal });
}

/** @param {string} url @param {RequestInit} init @param {(headers: Headers) => void} [told] @param {(answer: Response) => Promise<any>} [read] @returns {Promise<any>} */
async function send(url, init, told, read = (answer) => answer.json()) {
  let response;
  try {
    response = await fetch(root ? new URL(url, root) : url, {
      ...init,
      headers: {
        ...init.headers,
        Accept: 'application/geo+json, application/json, application/problem+json',
        'Accept-Language': language(),
        'X-Requested-With': 'fetch',
        ...(init.method && antiforgeryToken && { 'X-Antiforgery-Token': antiforgeryToken }),
      },
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(t('problem.unreachable'), 0);
  }
  if (response.ok) {
    told?.(response.headers);
    try {
      return await read(response);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new ApiError(t('problem.unreadable'), response.status);
    }
  }
  const problem = await response.json().catch(() => null);
  if (response.status === 401 && antiforgeryToken) {
    // The session has ended meanwhile.
    antiforgeryToken = '';
    signedOut();
  }
  throw new ApiError(problem?.detail ?? problem?.title ?? t('problem.status', { status: response.status }), response.status, problem?.errors ?? (problem?.pointer ? [{ pointer: problem.pointer, detail: problem.detail }] : []));
}
