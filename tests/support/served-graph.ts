import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { projectRoot } from '#kit/config/project-root.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { embeddedConfig } from '../../embedded/config.js';
import { startEmbedded } from '../../embedded/start-embedded.js';
import { temporaryFolder } from './temporary-folder.js';

/** The whole product, served on loopback for a test. */
export interface ServedGraph {
  /** Of the gateway, without a path. */
  readonly url: string;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** One process: this one. */
export async function serveEmbedded(environment: Readonly<Record<string, string>> = {}): Promise<ServedGraph> {
  const folder = await temporaryFolder();
  const config = embeddedConfig({ DATA_DIR: folder.path, PORT: '0', ...environment });
  const gateway = await startEmbedded(config, { log: silentLogger, clock: systemClock, handleSignals: false });
  return {
    url: gateway.url,
    dataDir: config.DATA_DIR,
    async close() {
      await gateway.close();
      await folder.remove();
    },
  };
}

/** Five processes, as `npm run start:distributed` starts them. */
export async function serveDistributed(amqpUrl: string): Promise<ServedGraph> {
  const root = projectRoot();
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'ignore' });
  const folder = await temporaryFolder();
  const port = await freePorts(5);
  const environment = { DATA_DIR: folder.path, PORT: String(port), LOG_LEVEL: 'warn', AMQP_URL: amqpUrl };
  const child = spawn(process.execPath, [join(root, 'dist/embedded/distributed.js')], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await welcomed(child);
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir: folder.path,
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      await folder.remove();
    },
  };
}

/** Resolves when the process says that it is ready; rejects when it ends instead. */
export function welcomed(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Quantgraph is ready')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the process ended with ${code} before it was ready\n${output}`)));
  });
}

/** The first of so many consecutive ports that nobody listens on. */
export async function freePorts(count: number): Promise<number> {
  for (let first = 21_000 + (process.pid % 400) * 50; ; first += count) {
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
