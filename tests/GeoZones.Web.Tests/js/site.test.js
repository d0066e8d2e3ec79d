import assert from 'node:assert/strict';
import { register } from 'node:module';
import { afterEach, mock, test } from 'node:test';

// No map is drawn here: Leaflet, which the browser finds by its import map, is an empty module.
register(`data:text/javascript,${encodeURIComponent("export const resolve = (name, context, next) => name === 'leaflet' ? { url: 'data:text/javascript,export const Layer = { extend: () => null }', shortCircuit: true } : next(name, context);")}`);
const { createSiteCheck } = await import('../../../web/js/site.js');
const { createState, noSite } = await import('../../../web/js/state.js');

afterEach(() => mock.restoreAll());

const region = (/** @type {string} */ id) => /** @type {import('../../../web/js/types.js').Region} */ ({ id });

test('an answer for the region before is not shown in the one chosen since', async () => {
  const store = createState('en', 'site', 'all', true);
  store.set({ region: region('changyuan'), site: { ...noSite(), text: '114.66,35.18' } });
  mock.method(globalThis, 'fetch', async () => {
    store.set({ region: region('lushan'), site: noSite() });
    return Response.json({ site: null });
  });
  let told = 0;
  await createSiteCheck(store, { show: () => assert.fail('shown') }, () => told++).check();
  assert.deepEqual([store.get().site, told], [noSite(), 0]);
});

test('a file opened for the region before does not fill the one chosen since', async () => {
  const store = createState('en', 'site', 'all', true);
  store.set({ region: region('changyuan') });
  const opened = createSiteCheck(store, { show: () => assert.fail('shown') }, () => assert.fail('told')).open(new File(['114.66,35.18'], 'site.txt'));
  store.set({ region: region('lushan'), site: noSite() });
  await opened;
  assert.deepEqual(store.get().site, noSite());
});
