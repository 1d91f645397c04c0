// npm run build: the sources, transpiled file by file to dist/ (the same tree), and the explorer, bundled.
// Types are checked by `npm run check`, not here: a start should not wait for them.

import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildExplorer } from '../gateway/explorer/build-explorer.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rooms = ['schema', 'libs', 'gateway', 'subgraphs', 'embedded'];
const dist = join(root, 'dist');
// Built aside and moved into place whole: two builds at once, or a start during a build, never meet half a tree.
const fresh = join(root, `.dist-${process.pid}`);

const sources = [...rooms, 'client/operations'].flatMap((room) => listFiles(join(root, room)));
const stamp = await fingerprint([
  ...sources,
  ...['package-lock.json', 'scripts/build.mjs'].map((file) => join(root, file)),
]);
if (await isUpToDate()) {
  console.log('dist/ is up to date');
} else {
  try {
    await mkdir(fresh);
    await Promise.all([transpile(), buildExplorer(join(fresh, 'gateway', 'explorer', 'public'))]);
    await writeFile(join(fresh, '.stamp'), stamp);
    await moveIntoPlace();
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  console.log('built dist/');
}

async function isUpToDate() {
  return (await readFile(join(dist, '.stamp'), 'utf8').catch(() => null)) === stamp;
}

async function moveIntoPlace() {
  // What a quicker build has made may be running already: it stays.
  while (!(await isUpToDate())) {
    rmSync(dist, { recursive: true, force: true });
    try {
      await rename(fresh, dist);
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    }
  }
}

async function transpile() {
  const code = sources.filter(
    (file) => /\.ts$/.test(file) && !/\.(spec|test|fixture)\./.test(file) && !/explorer\/app\//.test(file),
  );
  await build({
    entryPoints: code,
    outbase: root,
    outdir: fresh,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
  const asIs = sources.filter((file) => /\.mjs$/.test(file) && !/explorer\//.test(file));
  await Promise.all(asIs.map((file) => cp(file, join(fresh, file.slice(root.length)))));
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Names, sizes and times of change: cheap, and different whenever something was edited. */
async function fingerprint(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file.slice(root.length)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}
