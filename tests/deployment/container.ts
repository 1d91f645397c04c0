import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ComposeService, copiedFromBuild, interpolate, readRootFile, rootFolder } from './compose-file.js';

const run = promisify(execFile);

/** A folder with what the image has in its work directory, and nothing else. */
export async function layOutImage(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const root = fileURLToPath(rootFolder);
  await run(process.execPath, ['scripts/build.mjs'], { cwd: root });
  const folder = await mkdtemp(join(tmpdir(), 'image-'));
  for (const path of copiedFromBuild(await readRootFile('Dockerfile'))) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Ports that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

export interface Surroundings {
  /** What the person who starts the installation has to tell. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where each of our services listens on this machine. */
  readonly ports: ReadonlyMap<string, number>;
  /** Stands in for the folder in which Docker keeps volumes. */
  readonly volumes: string;
  /** Values that are another place altogether: the stores' URLs. */
  readonly replaced: Readonly<Record<string, string>>;
}

/** A service's environment as it stands in the file, with its hosts, ports and volumes mapped to this machine. */
export function environmentHere(service: ComposeService, name: string, here: Surroundings): Record<string, string> {
  const environment: Record<string, string> = { NODE_ENV: 'production' };
  for (const [key, text] of Object.entries(service.environment)) {
    let value = here.replaced[key] ?? interpolate(text, here.variables);
    if (key === 'HOST') value = '127.0.0.1';
    if (key === 'PORT') value = String(here.ports.get(name));
    for (const [other, port] of here.ports)
      value = value.replace(new RegExp(`//${other}:\\d+`, 'g'), `//127.0.0.1:${port}`);
    for (const volume of service.volumes ?? []) {
      const [source = '', mount = ''] = volume.split(':');
      if (value === mount || value.startsWith(`${mount}/`))
        value = join(here.volumes, source, value.slice(mount.length));
    }
    environment[key] = value;
  }
  return environment;
}

/** One service's command, running without Docker. */
export class Container {
  #output = '';
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown[]>;

  constructor(
    readonly name: string,
    private readonly service: ComposeService,
    private readonly environment: Readonly<Record<string, string>>,
    private readonly folder: string,
  ) {
    const [program, ...args] = service.command ?? [];
    if (program !== 'node') throw new Error(`${name}: expected a command of node, found ${program}`);
    this.#child = spawn(process.execPath, args, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exit = once(this.#child, 'exit');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (text: Buffer) => {
        this.#output = (this.#output + text).slice(-20_000);
      });
    }
  }

  /** What it wrote last. */
  get output(): string {
    return this.#output;
  }

  /** Runs a health check in its place until that succeeds. Rejects at the deadline, or when the process has ended. */
  async becomesHealthy(deadlineMs: number, test = this.service.healthcheck.test.slice(1)): Promise<void> {
    const until = Date.now() + deadlineMs;
    const args = test.slice(1).map((text) => interpolate(text, {}));
    for (;;) {
      const healthy = await run(process.execPath, args, {
        env: this.environment,
        cwd: this.folder,
        timeout: 5_000,
      }).then(
        () => true,
        () => false,
      );
      if (healthy) return;
      const { exitCode, signalCode } = this.#child;
      if (exitCode !== null || signalCode !== null || Date.now() > until) {
        throw new Error(`${this.name} is not healthy (exit code ${exitCode}, ${signalCode}):\n${this.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** Asks it to stop as `docker stop` does: its exit code and the signal that ended it. */
  async stop(graceMs: number): Promise<{ readonly code: unknown; readonly signal: unknown }> {
    this.#child.kill('SIGTERM');
    const impatience = setTimeout(() => this.#child.kill('SIGKILL'), graceMs);
    const [code, signal] = await this.#exit;
    clearTimeout(impatience);
    return { code, signal };
  }

  /** For the end of a test that failed. */
  async remove(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    await this.#exit;
  }
}
