#!/usr/bin/env node
// Fulfils libman.json from the npm packages of the same versions, whose integrity package-lock.json locks.
// `libman restore` gives the same files.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(fileURLToPath(import.meta.url));
const lib = join(web, 'lib');
const stamp = join(lib, '.restored');
const locks = ['package.json', 'package-lock.json', '.npmrc'];

/** What is wrong, and how to mend it, in one sentence. */
class RestoreError extends Error {}

const wanted = readManifest();
const key = createHash('sha256');
for (const file of ['libman.json', 'package-lock.json']) key.update(readFileSync(join(web, file)));
const digest = key.digest('hex');

try {
  if (upToDate()) {
    console.log('Web libraries are up to date.');
  } else {
    restore();
    console.log(`Web libraries restored: ${wanted.map((l) => `${l.name} ${l.version}`).join(', ')}.`);
  }
} catch (error) {
  if (!(error instanceof RestoreError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/** @returns {{name: string, version: string, files: string[], destination: string}[]} */
function readManifest() {
  const manifest = JSON.parse(readFileSync(join(web, 'libman.json'), 'utf8'));
  return manifest.libraries.map((/** @type {{library: string, files: string[], destination: string}} */ entry) => {
    const at = entry.library.lastIndexOf('@');
    return { name: entry.library.slice(0, at), version: entry.library.slice(at + 1), files: entry.files, destination: entry.destination };
  });
}

function upToDate() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest
    && wanted.every((l) => l.files.every((file) => existsSync(join(web, l.destination, file))));
}

function restore() {
  const packages = JSON.parse(readFileSync(join(web, 'package-lock.json'), 'utf8')).packages;
  for (const { name, version } of wanted) {
    const locked = packages[`node_modules/${name}`]?.version;
    if (locked !== version) {
      throw new RestoreError(`libman.json asks for ${name} ${version} but package-lock.json holds ${locked ?? 'no version of it'}: run \`npm install --save-exact ${name}@${version}\` in web/.`);
    }
  }

  const scratch = mkdtempSync(join(tmpdir(), 'geozones-restore-'));
  try {
    for (const file of locks) copyFileSync(join(web, file), join(scratch, file));
    install(scratch);
    const fresh = `${lib}.new`;
    rmSync(fresh, { recursive: true, force: true });
    for (const { name, files, destination } of wanted) {
      for (const file of files) {
        const target = join(fresh, destination.replace(/^lib\//, ''), file);
        const source = join(scratch, 'node_modules', name, file);
        if (!existsSync(source)) throw new RestoreError(`libman.json asks for ${file}, which the package ${name} does not hold.`);
        mkdirSync(dirname(target), { recursive: true });
        cpSync(source, target);
      }
    }
    writeFileSync(join(fresh, '.restored'), digest);
    rmSync(lib, { recursive: true, force: true });
    renameSync(fresh, lib);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function install(folder) {
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress'], { cwd: folder, encoding: 'utf8' });
  if (npm.error) {
    throw new RestoreError(/** @type {NodeJS.ErrnoException} */ (npm.error).code === 'ENOENT'
      ? 'npm is missing and is needed once to fetch the web libraries: install it (Debian and Ubuntu: `apt-get install npm`) and start again.'
      : `npm could not be started: ${npm.error.message}.`);
  }
  if (npm.status !== 0) {
    const said = (npm.stderr || npm.stdout).split('\n').filter((line) => /^npm (error|ERR!)/.test(line)).slice(0, 4).join('\n');
    throw new RestoreError(`npm could not fetch the web libraries; is the package registry reachable? It said:\n${said}`);
  }
}
