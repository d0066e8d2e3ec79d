import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { createReferences } from '../../../web/js/map/references.js';

const { fetch } = globalThis;
afterEach(() => { globalThis.fetch = fetch; });

/** Answers every request with so many points. @param {number} count @param {boolean} more */
function serve(count, more) {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = /** @type {any} */ (async (/** @type {string} */ url) => {
    asked.push(String(url));
    const features = Array.from({ length: count }, (_, id) => ({ type: 'Feature', id, geometry: { type: 'Point', coordinates: [114, 35] }, properties: {} }));
    return new Response(JSON.stringify({ features, links: more ? [{ rel: 'next', href: '/' }] : [] }));
  });
  return asked;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test('a window is fetched once, wider than the map, until the map leaves it', async () => {
  const asked = serve(2, false);
  let arrived = 0;
  const references = createReferences('changyuan', () => { arrived += 1; });
  references.look('ref-a', [114, 35, 115, 36]);
  await settled();
  assert.equal(arrived, 1);
  assert.equal(references.known('ref-a')?.features.length, 2);
  assert.match(asked[0] ?? '', /collections\/ref-a\/items\?region=changyuan&bbox=113\.75%2C34\.75%2C115\.25%2C36\.25/);
  references.look('ref-a', [114.1, 35.1, 115.1, 36.1]);
  assert.equal(asked.length, 1);
  references.look('ref-a', [115, 35, 116, 36]);
  assert.equal(references.known('ref-a')?.features.length, 2, 'what was drawn stays meanwhile');
  await settled();
  assert.equal(asked.length, 2);
  references.forget('ref-a');
  assert.equal(references.known('ref-a'), undefined);
});

test('where there was more, a closer look is fetched anew', async () => {
  const asked = serve(3, true);
  const references = createReferences('changyuan', () => {});
  references.look('ref-a', [114, 35, 115, 36]);
  await settled();
  assert.equal(references.known('ref-a')?.more, true);
  references.look('ref-a', [114, 35, 114.5, 35.5]);
  await settled();
  assert.equal(asked.length, 2);
});

test('what failed is not asked for again and again', async () => {
  let asked = 0;
  globalThis.fetch = /** @type {any} */ (async () => { asked += 1; throw new TypeError('no network'); });
  const references = createReferences('changyuan', () => references.look('ref-a', [114, 35, 115, 36]));
  references.look('ref-a', [114, 35, 115, 36]);
  await settled();
  assert.equal(references.known('ref-a')?.state, 'failed');
  assert.equal(asked, 1);
});
