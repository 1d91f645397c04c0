import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** Files by path, each with what it imports: `./x.js`, `type ./x.js` or `later ./x.js`. */
export type Imports = Readonly<Record<string, readonly string[]>>;

/** A breach of a rule: which, in which file, by importing what. */
export interface Breach {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** The house in small: every room, each file importing all the kinds of things that it may. */
export const tinyHouse: Imports = {
  'schema/generated/enums.ts': [],
  'libs/quant/statistics/mean.ts': [],
  'libs/quant/indicators/sma.ts': ['../statistics/mean.js', '#schema/generated/enums.js'],
  'libs/quant/indicators/sma.spec.ts': ['./sma.js', 'vitest', 'fast-check', 'node:fs'],
  'libs/rules/parse.ts': ['#quant/indicators/sma.js', '#schema/generated/enums.js'],
  'libs/kit/errors/domain-error.ts': ['#schema/generated/enums.js'],
  'libs/kit/documents/document-collection.ts': [],
  'libs/kit/documents/nedb-store.ts': ['./document-collection.js', '@seald-io/nedb', 'node:fs'],
  'libs/kit/graphql/pagination.ts': ['type-graphql', '#kit/errors/domain-error.js'],
  'libs/kit/jobs/job-queue.ts': [],
  'libs/kit/events/event-bus.ts': [],
  'libs/kit/time/clock.ts': [],
  'libs/kit/config/read-config.ts': ['zod'],
  'libs/lake/bar-lake.ts': ['@duckdb/node-api', '#kit/errors/domain-error.js', '#schema/generated/enums.js'],
  'subgraphs/trading/strategy/strategy.ts': ['#schema/generated/enums.js'],
  'subgraphs/trading/strategy/strategy.errors.ts': ['#kit/errors/domain-error.js'],
  'subgraphs/trading/strategy/strategy.repository.ts': [
    './strategy.js',
    '#kit/documents/document-collection.js',
    'zod',
  ],
  'subgraphs/trading/strategy/strategy.service.ts': ['./strategy.repository.js', './strategy.errors.js'],
  'subgraphs/trading/strategy/strategy.type.ts': ['./strategy.js', 'type-graphql', '#kit/graphql/pagination.js'],
  'subgraphs/trading/strategy/strategy.input.ts': ['./strategy.type.js', '#kit/errors/domain-error.js', 'type-graphql'],
  'subgraphs/trading/strategy/strategy.resolver.ts': ['./strategy.service.js', './strategy.input.js', '../context.js'],
  'subgraphs/trading/strategy/engine/signals.ts': ['#quant/indicators/sma.js', '#rules/parse.js'],
  'subgraphs/trading/backtest/backtest.ts': [],
  'subgraphs/trading/backtest/backtest.repository.ts': ['./backtest.js', '#kit/documents/document-collection.js'],
  'subgraphs/trading/backtest/engine/fill-orders.ts': ['../backtest.js', '../../strategy/strategy.js'],
  'subgraphs/trading/backtest/engine/run-backtest.ts': ['./fill-orders.js', '../../strategy/engine/signals.js'],
  'subgraphs/trading/backtest/engine/run-backtest.spec.ts': ['./run-backtest.js', 'vitest'],
  'subgraphs/trading/backtest/backtest.service.ts': [
    './backtest.repository.js',
    './engine/run-backtest.js',
    '../strategy/strategy.service.js',
    '#lake/bar-lake.js',
    '#kit/jobs/job-queue.js',
    '#kit/time/clock.js',
  ],
  'subgraphs/trading/admin/admin.resolver.ts': ['../strategy/strategy.service.js', '../backtest/backtest.service.js'],
  'subgraphs/trading/context.ts': [],
  'subgraphs/trading/config.ts': ['#kit/config/read-config.js'],
  'subgraphs/trading/composition.ts': [
    './config.js',
    './strategy/strategy.repository.js',
    './strategy/strategy.resolver.js',
    './backtest/backtest.service.js',
    './admin/admin.resolver.js',
    '#lake/bar-lake.js',
    '#kit/documents/nedb-store.js',
  ],
  'subgraphs/trading/main.ts': ['./composition.js'],
  'subgraphs/gen-ai/report/report.ts': [],
  'subgraphs/gen-ai/composition.ts': ['./report/report.js'],
  'gateway/server.ts': ['@apollo/gateway', 'express', '#kit/graphql/pagination.js', '#schema/generated/enums.js'],
  'embedded/main.ts': [
    '../gateway/server.js',
    '../subgraphs/trading/composition.js',
    '../subgraphs/gen-ai/composition.js',
  ],
  'tests/support/fixture.ts': [],
  'tests/contract/house.test.ts': ['../../embedded/main.js', '../../client/client.js'],
  'client/client.ts': [],
  'bench/query.ts': ['../client/client.js'],
};

const root = process.cwd();

/** Writes the files to a folder of their own, holds this repository's own rules against them, and takes the folder away. */
export async function breachesOf(house: Imports): Promise<Breach[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'tiny-house-')));
  try {
    await build(folder, house);
    const options: ICruiseOptions = await extractDepcruiseOptions(join(root, '.dependency-cruiser.cjs'));
    const rooms = ['libs', 'subgraphs', 'gateway', 'embedded', 'schema/generated'];
    const tsConfig = extractTsConfig(join(root, 'tsconfig.json'));
    const { output } = await cruise(rooms, { ...options, baseDir: folder }, { bustTheCache: true }, { tsConfig });
    return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function build(folder: string, house: Imports): Promise<void> {
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(manifest) as Record<string, Record<string, string>>;
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  await write('package.json', manifest);
  for (const name of [...Object.keys({ ...dependencies, ...devDependencies }), 'not-in-package-json']) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    await write(`node_modules/${name}/index.js`, '');
  }
  for (const [path, imports] of Object.entries(house)) {
    await write(path, imports.map(statement).join(''));
  }
}

function statement(imported: string): string {
  const [name = '', how] = imported.split(' ').reverse();
  if (how === 'type') return `import type {} from '${name}';\n`;
  if (how === 'later') return `export const later = () => import('${name}');\n`;
  return `import '${name}';\n`;
}
