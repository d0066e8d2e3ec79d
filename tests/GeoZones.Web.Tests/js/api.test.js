import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { account, ApiError, items, onSignedOut, run, signIn, startRun } from '../../../web/js/api.js';

afterEach(() => mock.restoreAll());

/** @param {(url: string, init: RequestInit) => Promise<Response> | Response} answer */
const serve = (answer) => mock.method(globalThis, 'fetch', async (/** @type {string} */ url, /** @type {RequestInit} */ init) => answer(url, init));

test('items follow the next links, page by page', async () => {
  const asked = /** @type {string[]} */ ([]);
  serve((url) => {
    asked.push(url);
    return Response.json(asked.length === 1 ? { features: [1, 2], links: [{ rel: 'self', href: 'x' }, { rel: 'next', href: 'http://behind.proxy/api/next-page?cursor=2' }] } : { features: [3], links: [] });
  });
  const pages = [];
  for await (const page of items('changyuan', 'land-use', 'designations', new AbortController().signal)) pages.push(page);
  assert.deepEqual(pages, [[1, 2], [3]]);
  assert.deepEqual(asked, ['api/collections/designations/items?region=changyuan&limit=2000&plan=land-use', '/api/next-page?cursor=2']);
});

test('surveyed facts are asked for without a plan, and every request says its language', async () => {
  serve((url, init) => {
    assert.doesNotMatch(url, /plan=/);
    assert.equal(new Headers(init.headers).get('Accept-Language'), 'zh');
    return Response.json({ features: [] });
  });
  for await (const page of items('changyuan', null, 'existing-land-use', new AbortController().signal)) assert.deepEqual(page, []);
});

test('a problem is told in the server\'s words', async () => {
  serve(() => Response.json({ title: 'Not found', detail: 'No check run has finished yet.' }, { status: 404 }));
  await assert.rejects(run('lushan', 'latest'), (error) => error instanceof ApiError && error.status === 404 && error.message === 'No check run has finished yet.');
});

test('a silent server and an unreadable answer become sentences', async () => {
  serve(() => Promise.reject(new TypeError('network')));
  await assert.rejects(run('lushan', 1), (error) => error instanceof ApiError && error.status === 0 && error.message !== '');
  serve(() => new Response('<html>', { status: 200 }));
  await assert.rejects(run('lushan', 1), (error) => error instanceof ApiError && error.status === 200);
});

test('an abandoned request stays an abort, not a problem', async () => {
  const abort = new AbortController();
  serve(() => { abort.abort(); return Promise.reject(new DOMException('', 'AbortError')); });
  await assert.rejects(run('lushan', 1, abort.signal), (error) => !(error instanceof ApiError));
});

test('every request is marked as the page\'s, and changes bring the session\'s token until the session ends', async () => {
  const sent = /** @type {Headers[]} */ ([]);
  let ended = 0;
  onSignedOut(() => { ended++; });
  serve((url, init) => {
    sent.push(new Headers(init.headers));
    return url.startsWith('api/account') ? Response.json({ signedIn: true, name: 'x', roles: [], antiforgeryToken: 'proof', openIdConnect: null }) : Response.json({ detail: 'Sign in first.' }, { status: 401 });
  });
  await signIn('x', 'secret');
  await account();
  await assert.rejects(startRun('lushan'), (error) => error instanceof ApiError && error.status === 401);
  await assert.rejects(startRun('lushan'));
  assert.ok(sent.every((headers) => headers.get('X-Requested-With') === 'fetch'));
  assert.deepEqual(sent.map((headers) => headers.get('X-Antiforgery-Token')), [null, null, 'proof', null]);
  assert.equal(ended, 1);
});
