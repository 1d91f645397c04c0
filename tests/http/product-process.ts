import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { projectRoot } from '#kit/config/project-root.js';

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built product in a process of its own. */
export interface ProductProcess {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Its standard output so far. */
  output(): string;
  /** Resolves when its standard output has the text; rejects when it ends before. */
  said(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
}

export interface ReadyProduct extends ProductProcess {
  /** Of the gateway, as it was printed, without a path. */
  readonly url: string;
  /** From the start of the process to the words that it is ready. */
  readonly readyAfterMs: number;
}

export interface ProductOptions {
  readonly dataDir: string;
  /** The working directory; the system's temporary one when absent, never the checkout. */
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** None outlives the tests, also when one of them fails before it has stopped what it started. */
const living = new Set<ChildProcess>();
afterAll(() => {
  for (const child of living) child.kill('SIGKILL');
});

/** What `npm start` does first; nothing when dist/ is up to date. */
export function buildProduct(): void {
  execFileSync(process.execPath, [join(projectRoot(), 'scripts/build.mjs')], { stdio: 'ignore' });
}

/** What `npm start` does then. Of this environment it gets PATH alone, so that no service is used by chance. */
export function launchProduct({ dataDir, cwd = dataDir, environment = {} }: ProductOptions): ProductProcess {
  const entry = join(projectRoot(), 'dist/embedded/main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', entry], {
    cwd,
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  const said = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      for (const look of waiting) look();
    });
  }
  let isClosed = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      isClosed = true;
      living.delete(child);
      resolve({ code, signal, ...said });
      for (const look of waiting) look();
    });
  });
  return {
    pid: child.pid ?? 0,
    ended,
    output: () => said.stdout,
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (said.stdout.includes(text)) resolve();
          else if (isClosed) reject(new Error(`it ended before it said "${text}":\n${said.stdout}\n${said.stderr}`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
    signal: (signal) => child.kill(signal),
  };
}

/** The product, once it serves. */
export async function startProduct(options: ProductOptions): Promise<ReadyProduct> {
  const began = performance.now();
  const product = launchProduct(options);
  await product.said('Try it:');
  const readyAfterMs = performance.now() - began;
  const url = /GraphQL +(\S+)\/graphql/.exec(product.output())?.[1];
  if (url === undefined) throw new Error(`it did not print where the graph is:\n${product.output()}`);
  return { ...product, url, readyAfterMs };
}

/** Stops it as an operator does, and waits until it has. */
export async function stopProduct(product: ProductProcess): Promise<Ended> {
  product.signal('SIGTERM');
  return product.ended;
}
