import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { barsLocation, type SubgraphName, subgraphNames } from '#kit/config/common-config.js';
import { createLogger } from '#kit/observability/logger.js';
import { childEnvironment, distributedConfig } from './config.js';
import { printWelcome } from './print-welcome.js';

/**
 * The five processes of a distributed installation on this machine's loopback: what docker-compose.yml starts as
 * containers, to try and to test without any. Ports: the gateway's, and the four that follow it.
 */
const config = distributedConfig();
const log = createLogger('distributed', config.LOG_LEVEL);
const running = new Map<string, ChildProcess>();
let stopping = false;

const address = (port: number) => `http://127.0.0.1:${port}/graphql`;
const ports = Object.fromEntries(subgraphNames.map((name, i) => [name, config.PORT + 1 + i])) as Record<
  SubgraphName,
  number
>;
const shared = {
  HOST: '127.0.0.1',
  BARS_URL: barsLocation(config),
  VIEWER_SECRET: config.VIEWER_SECRET ?? randomBytes(32).toString('hex'),
  GATEWAY_URL: address(config.PORT),
  SUBGRAPH_URLS: subgraphNames.map((name) => `${name}=${address(ports[name])}`).join(','),
};

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0));

// All at once: a report that an earlier life left behind asks the gateway as soon as gen-ai runs.
for (const name of subgraphNames) start(name, `../subgraphs/${name}/main.js`, ports[name]);
start('gateway', '../gateway/main.js', config.PORT);
if (await allReady([...subgraphNames.map((name) => ports[name]), config.PORT])) {
  printWelcome(`http://127.0.0.1:${config.PORT}`);
}

function start(name: string, entry: string, port: number): void {
  const file = fileURLToPath(new URL(entry, import.meta.url));
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    env: childEnvironment({ ...shared, PORT: String(port) }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  running.set(name, child);
  child.once('exit', (code) => {
    running.delete(name);
    if (stopping) return;
    log.error({ process: name, code }, 'a process ended by itself; the others are stopped');
    void stop(1);
  });
}

/** The gateway first, so that no request meets a subgraph that is gone. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  await end('gateway');
  await Promise.all([...running.keys()].map(end));
  process.exit(code);
}

function end(name: string): Promise<void> {
  const child = running.get(name);
  if (child === undefined) return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  return ended;
}

/** False when the start was given up: a process ended, or was told to, or was not ready within a minute. */
async function allReady(wanted: readonly number[]): Promise<boolean> {
  const deadline = Date.now() + 60_000;
  for (const port of wanted) {
    while (!(await isReady(port))) {
      if (stopping) return false;
      if (Date.now() > deadline) {
        log.error({ port }, 'a process was not ready within a minute');
        void stop(1);
        return false;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return !stopping;
}

async function isReady(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
  return answer?.ok === true;
}
