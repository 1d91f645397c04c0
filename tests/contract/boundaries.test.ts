import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { IConfiguration } from 'dependency-cruiser';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Breach, breachesOf, type Imports, tinyHouse } from './tiny-house.js';

const { forbidden = [] } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as IConfiguration;

/** What is planted: the rule that has to fire, the file, and the one import that breaks it. */
type Plant = readonly [rule: string, file: string, imported: string];

const trading = 'subgraphs/trading';

const plants: readonly Plant[] = [
  ['the-vocabulary-stands-on-nothing', 'schema/generated/words.ts', '#kit/time/clock.js'],
  ['the-vocabulary-stands-on-nothing', 'schema/generated/more-words.ts', 'graphql'],

  ['quant-has-no-windows', 'libs/quant/statistics/reads-a-file.ts', 'node:fs'],
  ['quant-has-no-windows', 'libs/quant/statistics/takes-a-package.ts', 'zod'],
  ['quant-has-no-windows', 'libs/quant/statistics/asks-the-kit.ts', '#kit/time/clock.js'],
  ['quant-has-no-windows', 'libs/quant/statistics/reads-rules.ts', '#rules/parse.js'],

  ['the-rule-language-has-no-windows', 'libs/rules/reads-a-file.ts', 'fs'],
  ['the-rule-language-has-no-windows', 'libs/rules/takes-a-package.ts', 'zod'],
  ['the-rule-language-has-no-windows', 'libs/rules/asks-the-lake.ts', '#lake/bar-lake.js'],

  ['engines-have-no-windows', `${trading}/backtest/engine/reads-a-file.ts`, 'node:fs'],
  ['engines-have-no-windows', `${trading}/backtest/engine/takes-a-package.ts`, 'zod'],
  ['engines-have-no-windows', `${trading}/backtest/engine/asks-the-clock.ts`, '#kit/time/clock.js'],
  ['engines-have-no-windows', `${trading}/backtest/engine/asks-the-lake.ts`, '#lake/bar-lake.js'],
  ['engines-have-no-windows', `${trading}/strategy/engine/calls-a-service.ts`, '../strategy.service.js'],
  ['engines-have-no-windows', `${trading}/strategy/engine/calls-a-repository.ts`, '../strategy.repository.js'],
  ['engines-have-no-windows', `${trading}/strategy/engine/knows-a-type.ts`, '../strategy.type.js'],
  ['engines-have-no-windows', `${trading}/strategy/engine/visits-a-stranger.ts`, '../../../gen-ai/report/report.js'],
  ['engines-reach-nothing-through-a-noun', `${trading}/strategy/engine/climbs.ts`, '../noun-with-a-package.js'],
  ['engines-reach-nothing-through-a-noun', `${trading}/strategy/engine/climbs-out.ts`, '../noun-with-a-file.js'],

  ['kit-knows-no-domain', 'libs/kit/time/knows-a-subgraph.ts', '../../../subgraphs/gen-ai/report/report.js'],
  ['kit-knows-no-domain', 'libs/kit/time/knows-the-gateway.ts', '../../../gateway/server.js'],
  ['kit-knows-no-domain', 'libs/kit/time/knows-bars.ts', '#lake/bar-lake.js'],
  ['the-lake-knows-no-domain', 'libs/lake/knows-a-subgraph.ts', '../../subgraphs/gen-ai/report/report.js'],
  ['the-lake-knows-no-domain', 'libs/lake/knows-the-gateway.ts', '../../gateway/server.js'],

  ['wire-types-have-shape-only', `${trading}/strategy/a.type.ts`, './strategy.service.js'],
  ['wire-types-have-shape-only', `${trading}/strategy/b.type.ts`, './strategy.repository.js'],
  ['wire-types-have-shape-only', `${trading}/strategy/c.input.ts`, './engine/signals.js'],
  ['wire-types-have-shape-only', `${trading}/strategy/d.input.ts`, '#kit/documents/document-collection.js'],
  ['wire-types-have-shape-only', `${trading}/strategy/e.input.ts`, 'mongodb'],

  ['repositories-speak-the-document-port-only', `${trading}/strategy/a.repository.ts`, './strategy.service.js'],
  ['repositories-speak-the-document-port-only', `${trading}/strategy/b.repository.ts`, './strategy.resolver.js'],
  ['repositories-speak-the-document-port-only', `${trading}/strategy/c.repository.ts`, './strategy.type.js'],
  ['repositories-speak-the-document-port-only', `${trading}/strategy/d.repository.ts`, './engine/signals.js'],
  ['repositories-speak-the-document-port-only', `${trading}/strategy/e.repository.ts`, 'mongodb'],
  ['repositories-speak-the-document-port-only', `${trading}/strategy/f.repository.ts`, '#kit/documents/nedb-store.js'],

  ['services-know-no-graphql-and-no-driver', `${trading}/strategy/a.service.ts`, 'type-graphql'],
  ['services-know-no-graphql-and-no-driver', `${trading}/strategy/b.service.ts`, 'graphql'],
  ['services-know-no-graphql-and-no-driver', `${trading}/strategy/c.service.ts`, 'mongodb'],
  ['services-know-no-graphql-and-no-driver', `${trading}/strategy/d.service.ts`, './strategy.resolver.js'],
  ['services-know-no-graphql-and-no-driver', `${trading}/strategy/e.service.ts`, './strategy.input.js'],
  ['services-open-their-own-drawers-only', `${trading}/strategy/f.service.ts`, '../backtest/backtest.repository.js'],
  ['services-open-their-own-drawers-only', `${trading}/strategy/g.service.ts`, '../backtest/engine/fill-orders.js'],

  ['resolvers-translate-only', `${trading}/strategy/a.resolver.ts`, './strategy.repository.js'],
  ['resolvers-translate-only', `${trading}/strategy/b.resolver.ts`, './engine/signals.js'],
  ['resolvers-translate-only', `${trading}/strategy/c.resolver.ts`, '#lake/bar-lake.js'],
  ['resolvers-translate-only', `${trading}/strategy/d.resolver.ts`, '#kit/documents/document-collection.js'],
  ['resolvers-translate-only', `${trading}/admin/e.resolver.ts`, '../strategy/strategy.repository.js'],
  ['resolvers-call-their-own-service', `${trading}/strategy/f.resolver.ts`, '../backtest/backtest.service.js'],

  ['modules-do-not-know-the-wiring', `${trading}/strategy/knows-main.ts`, '../main.js'],
  ['modules-do-not-know-the-wiring', `${trading}/strategy/knows-config.ts`, '../config.js'],

  ['subgraphs-are-strangers', `${trading}/strategy/visits.ts`, '../../gen-ai/report/report.js'],
  ['subgraphs-are-strangers', 'subgraphs/gen-ai/report/visits.ts', '../../trading/strategy/strategy.js'],
  ['subgraphs-are-strangers', `${trading}/strategy/borrows-a-type.ts`, 'type ../../gen-ai/report/report.js'],
  ['subgraphs-are-strangers', `${trading}/strategy/visits-later.ts`, 'later ../../gen-ai/report/report.js'],
  ['subgraphs-are-strangers', `${trading}/knows-the-gateway.ts`, '../../gateway/server.js'],
  ['subgraphs-are-strangers', `${trading}/knows-the-house.ts`, '../../embedded/main.js'],

  ['the-gateway-has-no-business', 'gateway/knows-a-subgraph.ts', '../subgraphs/gen-ai/report/report.js'],
  ['the-gateway-has-no-business', 'gateway/reckons.ts', '#quant/statistics/mean.js'],
  ['the-gateway-has-no-business', 'gateway/reads-bars.ts', '#lake/bar-lake.js'],
  ['the-gateway-has-no-business', 'gateway/stores.ts', '#kit/documents/document-collection.js'],
  ['the-gateway-has-no-business', 'gateway/decorates.ts', 'type-graphql'],

  ['drivers-stay-behind-their-port', `${trading}/opens-a-driver.ts`, 'rabbitmq-client'],
  ['drivers-stay-behind-their-port', `${trading}/strategy/opens-a-file-store.ts`, '@seald-io/nedb'],
  ['drivers-stay-behind-their-port', 'embedded/opens-duckdb.ts', '@duckdb/node-api'],
  ['duckdb-stays-in-the-lake', 'libs/kit/documents/opens-duckdb.ts', '@duckdb/node-api'],
  ['the-lake-keeps-bars-only', 'libs/lake/opens-documents.ts', 'mongodb'],

  ['no-cycles', 'libs/lake/egg.ts', './hen.js'],
  ['the-product-does-not-need-its-tests', 'libs/kit/time/needs-a-test.ts', '../../../tests/support/fixture.js'],
  ['the-product-does-not-need-its-tests', `${trading}/needs-a-bench.ts`, '../../bench/query.js'],
  ['the-product-does-not-need-its-tests', 'gateway/needs-the-client.ts', '../client/client.js'],
  ['specs-use-test-support-only', 'libs/kit/time/clock.spec.ts', '../../../client/client.js'],
  ['specs-are-leaves', 'libs/quant/statistics/needs-a-spec.ts', '../indicators/sma.spec.js'],
  ['production-runs-without-dev-dependencies', 'libs/kit/time/needs-a-dev-tool.ts', 'fast-check'],
  ['production-runs-without-dev-dependencies', 'libs/kit/time/needs-a-stowaway.ts', 'not-in-package-json'],
  ['every-import-resolves', 'libs/kit/time/leads-nowhere.ts', './not-there.js'],
];

/** What the plants need beside themselves. */
const soil: Imports = {
  'libs/lake/hen.ts': ['./egg.js'],
  [`${trading}/strategy/noun-with-a-package.ts`]: ['zod'],
  [`${trading}/strategy/noun-with-a-file.ts`]: ['node:fs'],
};

describe('who may import whom', () => {
  let breaches: readonly Breach[] = [];

  beforeAll(async () => {
    const planted = Object.fromEntries(plants.map(([, file, imported]) => [file, [imported]]));
    breaches = await breachesOf({ ...tinyHouse, ...soil, ...planted });
  });

  test('a house where everybody keeps to the rules passes', async () => {
    expect(await breachesOf(tinyHouse)).toEqual([]);
  });

  test.each(plants)('%s fires for %s importing %s', (rule, file) => {
    expect(breaches.filter(({ from }) => from === file).map((breach) => breach.rule)).toContain(rule);
  });

  test('nothing fires where nothing was planted', () => {
    const suspects = new Set([...plants.map(([, file]) => file), ...Object.keys(soil)]);
    expect(breaches.filter(({ from }) => !suspects.has(from))).toEqual([]);
  });

  test('the newcomer finds every rule in docs/architecture.md', () => {
    const page = readFileSync('docs/architecture.md', 'utf8');
    expect(forbidden.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('every rule has a plant, and says what it protects', () => {
    const names = forbidden.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect([...new Set(plants.map(([rule]) => rule))].sort()).toEqual([...names].sort());
    for (const rule of forbidden) {
      expect(rule.comment?.length, rule.name).toBeGreaterThan(40);
      expect(rule.severity, rule.name).toBe('error');
    }
  });
});
