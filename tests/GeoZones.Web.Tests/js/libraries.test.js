import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../../../web/', import.meta.url));
/** @param {string} file */
const json = (file) => JSON.parse(readFileSync(web + file, 'utf8'));

/** @type {{version: string, defaultProvider: string, libraries: {library: string, destination: string, files: string[]}[]}} */
const manifest = json('libman.json');
const declared = json('package.json').dependencies;
const locked = json('package-lock.json');
const libraries = manifest.libraries.map((entry) => {
  const at = entry.library.lastIndexOf('@');
  return { ...entry, name: entry.library.slice(0, at), version: entry.library.slice(at + 1) };
});

test('the manifest names exact versions, files and a place under lib', () => {
  assert.equal(manifest.defaultProvider, 'jsdelivr');
  for (const { library, version, destination, files } of libraries) {
    assert.match(version, /^\d+\.\d+\.\d+$/, library);
    assert.match(destination, /^lib\/[\w-]+$/, library);
    assert.ok(files.length > 0, library);
  }
});

test('package.json asks for the libraries of the manifest and no others, in the same versions', () => {
  assert.deepEqual(declared, Object.fromEntries(libraries.map(({ name, version }) => [name, version])));
});

test('the lock holds these versions with their integrity and without addresses', () => {
  for (const { name, version } of libraries) {
    const entry = locked.packages[`node_modules/${name}`];
    assert.equal(entry?.version, version);
    assert.match(entry.integrity, /^sha512-/);
  }
  assert.doesNotMatch(JSON.stringify(locked), /https?:\/\//);
});

test('every file of the manifest has been restored', () => {
  for (const { destination, files } of libraries) for (const file of files) assert.ok(existsSync(`${web}${destination}/${file}`), `${destination}/${file} is missing: run node web/restore.mjs`);
});

test('the page imports only what has been restored', () => {
  const page = readFileSync(web + 'index.html', 'utf8');
  const map = JSON.parse(/<script type="importmap">(.*?)<\/script>/s.exec(page)?.[1] ?? '');
  assert.deepEqual(Object.keys(map.imports), libraries.map(({ name }) => name));
  for (const path of [...Object.values(map.imports), ...[...page.matchAll(/href="(lib\/[^"]+)"/g)].map((match) => match[1])]) assert.ok(existsSync(web + path), path);
});
