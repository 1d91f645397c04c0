import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/**
 * The file of a worker beside the module that starts it, with that module's own ending: TypeScript in the source tree,
 * JavaScript in what was built. `workerEntry(import.meta.url, './run-backtest.worker')`.
 */
export function workerEntry(importMetaUrl: string, path: string): URL {
  const ending = new URL(importMetaUrl).pathname.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`${path}.${ending}`, importMetaUrl);
}

/**
 * What a thread needs on its command line to run the entry. A thread does not take over `--import tsx` on Node 20: the
 * compiler must be registered from within it, here by a module that consists of its URL.
 */
export function workerArguments(entry: URL): string[] | undefined {
  if (!entry.pathname.endsWith('.ts')) return undefined;
  const compiler = createRequire(import.meta.url)
    .resolve('tsx/esm/api')
    .replace(/\.cjs$/, '.mjs');
  const source = `import { register } from ${JSON.stringify(pathToFileURL(compiler).href)}; register();`;
  return ['--conditions=source', '--import', `data:text/javascript,${encodeURIComponent(source)}`];
}
