import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Where the gateway serves the files. */
const PUBLIC_PATH = '/explorer';
const app = fileURLToPath(new URL('app', import.meta.url));
/** The operations of the typed client: the page shows them as its ready tabs. */
const operationsFolder = fileURLToPath(new URL('../../client/operations', import.meta.url));

/** The editor's language workers, by the label that it asks for them with. */
const workers = {
  editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
  json: 'monaco-editor/esm/vs/language/json/json.worker.js',
  graphql: 'monaco-graphql/esm/graphql.worker.js',
};

const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  publicPath: PUBLIC_PATH,
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.ttf': 'file' },
  legalComments: 'linked',
  logLevel: 'warning',
};

/**
 * Bundles GraphiQL with its plugins, workers, styles and fonts into a folder: everything that the page loads comes from
 * there. The names carry a hash of the content, so the files may be cached for ever; index.html may not.
 *
 * @param {string} outdir emptied first
 */
export async function buildExplorer(outdir) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const built = await build({ ...shared, absWorkingDir: app, outdir, entryPoints: workers });
  const workerUrls = Object.fromEntries(
    entries(built.metafile).map(({ name, file }) => [name, `${PUBLIC_PATH}/${file}`]),
  );
  const page = await build({
    ...shared,
    absWorkingDir: app,
    outdir,
    entryPoints: ['main.tsx'],
    splitting: true,
    jsx: 'automatic',
    define: {
      ...shared.define,
      WORKER_URLS: JSON.stringify(workerUrls),
      OPERATIONS: JSON.stringify(await readOperations()),
    },
  });
  // What is imported later has entry points of its own.
  const main = entries(page.metafile).find(({ name }) => name === 'main');
  await writeFile(join(outdir, 'index.html'), html(main));
}

/** The client's operations by the names of their files. */
async function readOperations() {
  const files = (await readdir(operationsFolder)).filter((file) => file.endsWith('.graphql'));
  const read = async (file) => [basename(file, '.graphql'), await readFile(join(operationsFolder, file), 'utf8')];
  return Object.fromEntries(await Promise.all(files.map(read)));
}

/** The outputs that belong to an entry point: its name, its file and its style sheet. */
function entries({ outputs }) {
  return Object.entries(outputs)
    .filter(([path, output]) => output.entryPoint && path.endsWith('.js'))
    .map(([path, { cssBundle }]) => ({
      name: basename(path).replace(/-[^-]+\.js$/, ''),
      file: basename(path),
      ...(cssBundle ? { css: basename(cssBundle) } : {}),
    }));
}

function html({ file, css }) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Quantgraph explorer</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="${PUBLIC_PATH}/${css}" />
    <style>html, body, #root { height: 100%; margin: 0 }</style>
  </head>
  <body>
    <div id="root"></div>
    <noscript>The explorer needs JavaScript. The graph itself is at /graphql.</noscript>
    <script type="module" src="${PUBLIC_PATH}/${file}"></script>
  </body>
</html>
`;
}
