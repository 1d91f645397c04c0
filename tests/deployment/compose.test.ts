import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '#kit/config/read-config.js';
import { subgraphConfigSchema } from '#kit/lifecycle/run-subgraph.js';
import { gatewayConfig } from '../../gateway/config.js';
import {
  type ComposeFile,
  copiedFromBuild,
  dockerfileHealthCheck,
  interpolate,
  nodeServices,
  readCompose,
  readRootFile,
  rootFolder,
  startOrder,
  textsOf,
  variablesOf,
} from './compose-file.js';

const told = {
  VIEWER_SECRET: 'a-secret-of-at-least-thirty-two-characters',
  MONGODB_PASSWORD: 'mongodbpassword',
  RABBITMQ_PASSWORD: 'rabbitmqpassword',
  AUTH_ISSUER: 'https://issuer.example/',
  AUTH_JWKS_URL: 'https://issuer.example/jwks.json',
};

let compose: ComposeFile;
let dockerfile: string;
beforeAll(async () => {
  compose = await readCompose();
  dockerfile = await readRootFile('Dockerfile');
});

const service = (name: string) => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
};

describe('docker-compose.yml and the Compose specification', () => {
  let validate: ValidateFunction;
  beforeAll(async () => {
    // The specification's own schema, as the Compose linter dclint carries it.
    const folder = dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
    const schema = JSON.parse(await readFile(join(folder, 'schemas/compose.schema.json'), 'utf8'));
    expect(schema.title).toBe('Compose Specification');
    delete schema.$schema; // draft 7, which is what Ajv assumes; it knows it by another spelling
    validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  });

  it('is valid', () => {
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['an unknown key', ['gateway', 'comand'], ['node']],
    ['an unknown condition', ['gateway', 'depends_on', 'trading', 'condition'], 'healthy'],
    ['a health check that is no command', ['trading', 'healthcheck', 'test'], 5],
    ['limits in the wrong place', ['trading', 'deploy', 'limits'], { memory: '1g' }],
  ])('would be refused with %s', (_what, path, value) => {
    const spoilt = structuredClone(compose);
    const last = path[path.length - 1] as string;
    let parent = spoilt.services as Record<string, unknown>;
    for (const key of path.slice(0, -1)) parent = parent[key] as Record<string, unknown>;
    parent[last] = value;
    expect(validate(spoilt)).toBe(false);
  });
});

describe('the services of docker-compose.yml', () => {
  it('are the gateway, four subgraphs and two stores', () => {
    expect(Object.keys(compose.services).sort()).toEqual([...nodeServices, 'mongodb', 'rabbitmq'].sort());
  });

  it('run one image with commands that exist', () => {
    const images = new Set(nodeServices.map((name) => `${service(name).build} ${service(name).image}`));
    expect(images.size).toBe(1);
    const entries = nodeServices.map((name) => {
      const { command = [] } = service(name);
      expect(command[0]).toBe('node');
      const entry = command.at(-1) ?? '';
      expect(entry).toMatch(/^dist\/.+\.js$/);
      expect(existsSync(new URL(entry.replace(/^dist\//, '').replace(/\.js$/, '.ts'), rootFolder)), entry).toBe(true);
      return entry;
    });
    expect(new Set(entries).size).toBe(nodeServices.length);
  });

  it('start after what they need is healthy, and wait for each other nowhere', () => {
    const order = startOrder(compose.services);
    const comesBefore = (first: string, second: string) =>
      expect(order.indexOf(first), `${first} before ${second}`).toBeLessThan(order.indexOf(second));
    for (const store of ['mongodb', 'rabbitmq']) {
      for (const name of nodeServices.filter((name) => name !== 'gateway')) {
        expect(Object.keys(service(name).depends_on ?? {})).toContain(store);
        comesBefore(store, name);
      }
    }
    comesBefore('market-data', 'trading');
    comesBefore('market-data', 'ml-platform');
    expect(order.at(-1)).toBe('gateway');
    expect(Object.keys(service('gateway').depends_on ?? {}).sort()).toEqual(
      nodeServices.filter((name) => name !== 'gateway').sort(),
    );
    for (const { depends_on = {} } of Object.values(compose.services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(condition).toBe('service_healthy');
        expect(service(name).healthcheck.test[0]).toBe('CMD');
      }
    }
    const knotted = { a: { depends_on: { b: {} } }, b: { depends_on: { a: {} } } } as never;
    expect(() => startOrder(knotted)).toThrow('a → b → a');
  });

  it('are configured by keys that .env.example explains, and that the processes take', async () => {
    const known = new Set([...(await readRootFile('.env.example')).matchAll(/^([A-Z_]+)=/gm)].map(([, key]) => key));
    for (const name of nodeServices) {
      const environment = Object.fromEntries(
        Object.entries(service(name).environment).map(([key, value]) => [key, interpolate(String(value), told)]),
      );
      expect(
        Object.keys(environment).filter((key) => !known.has(key)),
        name,
      ).toEqual([]);
      expect(environment['HOST']).toBe('0.0.0.0');
      if (name === 'gateway') expect(gatewayConfig(environment).PORT).toBe(4000);
      else expect(readConfig(subgraphConfigSchema, environment).AMQP_URL).toMatch(/@rabbitmq:5672$/);
    }
  });

  it('are told where the others are by the names and ports at which those listen', () => {
    const port = (name: string) => service(name).environment['PORT'];
    expect(nodeServices.map(port).sort()).toEqual(['4000', '4001', '4002', '4003', '4004']);
    const urls = service('gateway').environment['SUBGRAPH_URLS']?.split(',') ?? [];
    const subgraphs = nodeServices.filter((name) => name !== 'gateway');
    expect(urls.sort()).toEqual(subgraphs.map((name) => `${name}=http://${name}:${port(name)}/graphql`).sort());
    for (const name of subgraphs) {
      expect(service(name).environment['GATEWAY_URL']).toBe(`http://gateway:${port('gateway')}/graphql`);
    }
    expect(service('gateway').ports).toEqual([`127.0.0.1:${port('gateway')}:${port('gateway')}`]);
    const published = Object.keys(compose.services).filter((name) => service(name).ports !== undefined);
    expect(published).toEqual(['gateway']);
  });

  it('are asked for their health at the port that they listen on', () => {
    for (const name of nodeServices) {
      const script = interpolate(service(name).healthcheck.test.at(-1) ?? '', {});
      expect(script).toContain("'http://127.0.0.1:' + process.env.PORT + '/readyz'");
    }
    expect(dockerfileHealthCheck(dockerfile).at(-1)).toContain("(process.env.PORT || 4000) + '/healthz'");
  });

  it('share the lake: market-data writes it, trading and ml-platform read it', () => {
    const lake = (name: string) => service(name).volumes?.find((volume) => volume.startsWith('lake:'));
    expect(lake('market-data')).toBe('lake:/lake');
    expect(lake('trading')).toBe('lake:/lake:ro');
    expect(lake('ml-platform')).toBe('lake:/lake:ro');
    expect(lake('gen-ai')).toBeUndefined();
    for (const name of nodeServices) {
      const mounts = (service(name).volumes ?? []).map((volume) => volume.split(':')[1] ?? '');
      for (const key of ['DATA_DIR', 'IMPORT_DIR', 'BARS_URL']) {
        const path = service(name).environment[key];
        if (path !== undefined)
          expect(
            mounts.some((mount) => path === mount || path.startsWith(`${mount}/`)),
            path,
          ).toBe(true);
      }
      for (const mount of mounts) expect(dockerfile).toMatch(new RegExp(`--owner=node .*${mount}\\b`));
    }
    const mounted = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((v) => v.split(':')[0]));
    expect([...new Set(mounted)].sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('may do no more than they must', () => {
    for (const name of nodeServices) {
      const { read_only, cap_drop, security_opt, init, tmpfs, restart, stop_grace_period } = service(name);
      expect({ read_only, cap_drop, security_opt, init, tmpfs, restart, stop_grace_period }).toEqual({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        init: true,
        tmpfs: ['/tmp'],
        restart: 'unless-stopped',
        stop_grace_period: '30s',
      });
    }
    for (const { image, deploy, restart } of Object.values(compose.services)) {
      expect(image).toMatch(/:\d+\.\d+\.\d+/);
      expect(Object.keys(deploy.resources.limits).sort()).toEqual(['cpus', 'memory', 'pids']);
      expect(restart).toBe('unless-stopped');
    }
    const lastStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM'));
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).not.toMatch(/^USER root/m);
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:20\.\d+-bookworm-slim$/m);
  });
});

describe('secrets', () => {
  const isSecret = (name: string) => /SECRET|PASS|TOKEN|PRIVATE|KEY$/.test(name);

  it('have no default: the installation does not start until it is told', async () => {
    const header = (await readRootFile('docker-compose.yml')).split('\nname:')[0] ?? '';
    const required = new Set<string>();
    for (const [path, text] of textsOf(compose)) {
      for (const { name, operator, operand } of variablesOf(text)) {
        expect(header, `${name} is explained`).toMatch(new RegExp(`\\b${name}\\b`));
        if (operator === ':?') {
          expect(operand, path).not.toBe('');
          required.add(name);
        } else {
          // Empty is no default but an absence: what wants the secret is then not configured.
          expect(isSecret(name) && operand !== '', `${path} has a default for ${name}`).toBe(false);
          expect(operator, path).toBe(':-');
        }
      }
      const key = path.split('.').at(-1) ?? '';
      if (isSecret(key)) expect(text, path).toMatch(/^\$\{[A-Z_]+:(\?[^}]+|-)\}$/);
      const [, password] = /\/\/[^:/@\s]+:(.+)@/.exec(text) ?? [];
      if (password !== undefined) expect(password, path).toMatch(/^\$\{[A-Z_]+:\?[^}]+\}$/);
    }
    expect([...required].sort()).toEqual(Object.keys(told).sort());
  });

  it('are missed by name', () => {
    const secret = service('gateway').environment['VIEWER_SECRET'] ?? '';
    expect(() => interpolate(secret, {})).toThrow(/required variable VIEWER_SECRET is missing: .+/);
    expect(() => interpolate(secret, { VIEWER_SECRET: '' })).toThrow(/is missing/);
    const braced = (inside: string) => ['${', inside, '}'].join('');
    const text = `a $$ ${braced('LOG_LEVEL:-info')} ${braced('SAMPLE_DATA:-on')}`;
    expect(interpolate(text, { SAMPLE_DATA: 'off' })).toBe('a $ info off');
    for (const wrong of ['process.env.PORT', 'PORT:+4000']) {
      expect(() => interpolate(braced(wrong), {})).toThrow(/no variable/);
    }
  });
});

describe('the image', () => {
  it('carries what is built and what is read, and the build sees it', async () => {
    expect(copiedFromBuild(dockerfile).sort()).toEqual(['dist', 'package.json', 'samples', 'schema']);
    const ignored = (await readRootFile('.dockerignore'))
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    for (const kept of [
      'schema',
      'samples',
      'libs',
      'gateway',
      'subgraphs',
      'embedded',
      'scripts',
      'package.json',
      'package-lock.json',
    ]) {
      expect(ignored).not.toContain(kept);
      expect(existsSync(new URL(kept, rootFolder)), kept).toBe(true);
    }
    for (const left of ['.git', '.env', '**/node_modules', 'dist', 'data']) expect(ignored).toContain(left);
  });
});
