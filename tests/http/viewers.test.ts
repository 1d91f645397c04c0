import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#schema/generated/enums.js';
import { type ServedGraph, serveEmbedded } from '../support/served-graph.js';
import { type Issuer, openIssuer } from './viewers-issuer.js';
import { acquire, type Belongings, crossover, dataOf, type Get, run, waveInput } from './viewers-seed.js';
import {
  type Answer,
  type Headers,
  http,
  sse,
  type Transport,
  webSocket,
  webSocketParams,
} from './viewers-transports.js';

const users = {
  alice: { sub: 'user|alice', name: 'Alice', roles: [Role.ANALYST] },
  bob: { sub: 'user|bob', name: 'Bob', roles: [Role.ANALYST] },
  victor: { sub: 'user|victor', name: 'Victor', roles: [Role.VIEWER] },
  root: { sub: 'user|root', name: 'Root', roles: [Role.ADMIN] },
};
type User = keyof typeof users;
const SECRET = 'xylophone';

let issuer: Issuer;
let served: ServedGraph;
let of: Belongings;
const headers = {} as Record<User, Headers>;
/** Every refusal of this file: none may tell more than it must. */
const refusals: Answer[] = [];

beforeAll(async () => {
  issuer = await openIssuer();
  served = await serveEmbedded({ SAMPLE_DATA: 'off', ...issuer.environment });
  for (const [user, claims] of Object.entries(users)) {
    headers[user as User] = { authorization: `Bearer ${await issuer.sign(claims)}` };
  }
  of = await acquire(as('alice'), SECRET, served.dataDir);
  // Streams end with the last state: by then there is all that anybody could see.
  await sse.all(served.url, headers.alice, watchReport, { id: of.reportId });
  await sse.all(served.url, headers.alice, watchIngestion, { id: of.importId });
}, 120_000);
afterAll(async () => {
  await served?.close();
  await issuer?.remove();
});

const as =
  (user: User, transport: Transport = http): Get =>
  async (query, variables) =>
    dataOf(await ask(transport, headers[user], query, variables), query);

async function ask(
  transport: Transport,
  sent: Headers,
  query: string,
  variables?: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const [first, ...rest] = await transport.all(served.url, sent, query, variables);
  for (const answer of [first, ...rest]) if (answer?.errors) refusals.push(answer);
  if (first === undefined) throw new Error(`no answer over ${transport.name}: ${query}`);
  return first;
}

const codeOf = async (...args: Parameters<typeof ask>) => (await ask(...args)).errors?.[0]?.extensions.code;

const watchBacktest = 'subscription ($id: ID!) { backtestUpdated(id: $id) { id name status } }';
const watchReport = 'subscription ($id: ID!) { narrativeReportUpdated(id: $id) { id title status } }';
const watchIngestion = 'subscription ($id: ID!) { ingestionUpdated(id: $id) { id symbols status } }';

describe.each([http, webSocket, webSocketParams])('over $name, a user', (transport) => {
  const everything = `query ($s: ID!, $e: ID!, $b: ID!, $r: ID!, $i: ID!, $f: ID!) {
    strategy(id: $s) { name } modelExperiment(id: $e) { name } backtest(id: $b) { name trades { totalCount } }
    narrativeReport(id: $r) { title sections { body } content }
    ingestion(id: $i) { id } import: ingestion(id: $f) { symbols rowsWritten } }`;
  const variables = () => ({
    s: of.strategyId,
    e: of.experimentId,
    b: of.backtestId,
    r: of.reportId,
    i: of.ingestionId,
    f: of.importId,
  });
  const lists = `{ strategies { totalCount nodes { name } } modelExperiments { totalCount nodes { name } }
    backtests { totalCount nodes { name } } narrativeReports { totalCount nodes { title } }
    ingestions { totalCount nodes { symbols } } }`;
  const nothing = { totalCount: 0, nodes: [] };

  it('is who the token says', async () => {
    expect(await as('victor', transport)('{ viewer { id name roles } }')).toEqual({
      viewer: { id: 'user|victor', name: 'Victor', roles: ['VIEWER'] },
    });
  });

  it('reads what is theirs', async () => {
    const seen = await as('alice', transport)(everything, variables());
    expect(seen.strategy.name).toBe(`${SECRET} strategy`);
    expect(seen.import).toEqual({ symbols: ['IMPORTED'], rowsWritten: 1 });
    expect(Object.values(seen)).not.toContain(null);
    const listed = await as('alice', transport)(lists);
    expect(listed.strategies.totalCount).toBe(1);
    expect(listed.ingestions.totalCount).toBe(2);
  });

  it.each(['bob', 'victor'] as const)('%s reads none of it by its id', async (user) => {
    expect(await as(user, transport)(everything, variables())).toEqual({
      strategy: null,
      modelExperiment: null,
      backtest: null,
      narrativeReport: null,
      ingestion: null,
      import: null,
    });
  });

  it.each(['bob', 'victor', 'root'] as const)('%s finds none of it in a list', async (user) => {
    expect(await as(user, transport)(lists)).toEqual({
      strategies: nothing,
      modelExperiments: nothing,
      backtests: nothing,
      narrativeReports: nothing,
      ingestions: nothing,
    });
    const filtered = await as(user, transport)(
      `query ($s: ID!) { strategies(filter: { ids: [$s] }) { totalCount nodes { name } }
        search: strategies(filter: { search: "${SECRET}", tags: ["${SECRET}"] }) { totalCount }
        backtests(filter: { strategyIds: [$s] }) { totalCount nodes { name } } }`,
      { s: of.strategyId },
    );
    expect(filtered).toEqual({ strategies: nothing, search: { totalCount: 0 }, backtests: nothing });
  });

  it('an ADMIN reads all of it by its id', async () => {
    const seen = await as('root', transport)(everything, variables());
    expect(Object.values(seen)).not.toContain(null);
  });

  it.each([
    ['deleteStrategy(id: $id)', 'strategyId'],
    ['updateStrategy(input: { id: $id, name: "mine" }) { id name }', 'strategyId'],
    ['updateStrategy(input: { id: $id, name: "mine", expectedRevision: 9 }) { id name }', 'strategyId'],
    ['cancelBacktest(id: $id) { id name }', 'backtestId'],
    ['deleteBacktest(id: $id)', 'backtestId'],
    ['archiveExperiment(id: $id) { id name }', 'experimentId'],
    ['linkStrategyToExperiment(strategyId: "strat_x", experimentId: $id) { id name }', 'experimentId'],
    ['unlinkStrategyFromExperiment(strategyId: "strat_x", experimentId: $id) { id name }', 'experimentId'],
    ['createExperiment(input: { name: "x", strategyIds: [$id] }) { id strategies { name } }', 'strategyId'],
    [
      'runBacktest(input: { strategyId: $id, symbols: ["WAVE"], startDate: "2020-01-01", endDate: "2020-06-30" }) { id }',
      'strategyId',
    ],
    ['generateNarrativeReport(input: { backtestId: $id }) { id }', 'backtestId'],
  ] as const)('is refused %s on what is not theirs, as on what is not there', async (mutation, key) => {
    const query = `mutation ($id: ID!) { ${mutation} }`;
    for (const user of ['bob', 'victor'] as const) {
      const id = of[key];
      const absent = `${id.slice(0, -4)}ffff`;
      const foreign = await ask(transport, headers[user], query, { id });
      const missing = await ask(transport, headers[user], query, { id: absent });
      expect(foreign.data ?? null).toBeNull();
      expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      expect(JSON.parse(JSON.stringify(missing.errors).replaceAll(absent, id))).toEqual(
        JSON.parse(JSON.stringify(foreign.errors)),
      );
    }
    expect(
      (await as('alice')('query ($id: ID!) { strategy(id: $id) { name } }', { id: of.strategyId })).strategy,
    ).toEqual({ name: `${SECRET} strategy` });
  });
});

describe.each([sse, webSocket, webSocketParams])('a subscription over $name', (transport) => {
  const streams = [
    ['backtestUpdated', watchBacktest, 'backtestId'],
    ['narrativeReportUpdated', watchReport, 'reportId'],
    ['ingestionUpdated', watchIngestion, 'ingestionId'],
  ] as const;

  it.each(streams)('to %s gives what is theirs', async (field, query, key) => {
    const answers = await transport.all(served.url, headers.alice, query, { id: of[key] });
    expect(answers.at(-1)?.data[field]).toMatchObject({ id: of[key], status: 'COMPLETED' });
  });

  it.each(streams)('to %s refuses the id of somebody else as one that is not there', async (_, query, key) => {
    const absent = `${of[key].slice(0, -4)}ffff`;
    for (const user of ['bob', 'victor'] as const) {
      const foreign = await ask(transport, headers[user], query, { id: of[key] });
      expect(foreign.data ?? null).toBeNull();
      expect(foreign.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      const missing = await ask(transport, headers[user], query, { id: absent });
      expect(JSON.stringify(missing.errors).replaceAll(absent, of[key])).toEqual(JSON.stringify(foreign.errors));
    }
  });
});

describe('idempotency keys', () => {
  it('of two users do not meet', async () => {
    const own = async (user: User) => {
      const { createStrategy } = await as(user)(
        'mutation ($input: CreateStrategyInput!) { createStrategy(input: $input) { id name } }',
        { input: { name: `Of ${user}`, config: crossover, idempotencyKey: 'key' } },
      );
      const { runBacktest } = await as(user)(
        'mutation ($input: RunBacktestInput!) { runBacktest(input: $input) { id strategy { id } } }',
        { input: { strategyId: createStrategy.id, ...run, idempotencyKey: 'key' } },
      );
      const { generateNarrativeReport } = await as(user)(
        'mutation ($input: GenerateReportInput!) { generateNarrativeReport(input: $input) { id backtestId } }',
        { input: { backtestId: runBacktest.id, idempotencyKey: 'key' } },
      );
      expect(createStrategy.name).toBe(`Of ${user}`);
      expect(runBacktest.strategy.id).toBe(createStrategy.id);
      expect(generateNarrativeReport.backtestId).toBe(runBacktest.id);
      return [createStrategy.id, runBacktest.id, generateNarrativeReport.id];
    };
    const [first, second, again] = [await own('bob'), await own('victor'), await own('bob')];
    expect(new Set([...first, ...second]).size).toBe(6);
    expect(again).toEqual(first);
    // Not even an administrator's key meets that of somebody whose things they may see.
    expect(await own('root')).not.toEqual(expect.arrayContaining([first[0]]));
  });
});

describe('what a refusal tells', () => {
  it('of ingestion: a VIEWER may not, and nothing of it stays', async () => {
    const mutation = 'mutation ($input: IngestBarsInput!) { ingestBars(input: $input) { id } }';
    expect(await codeOf(http, headers.victor, mutation, { input: waveInput('INTRUDER') })).toBe('FORBIDDEN');
    expect(await as('victor')('{ instrument(symbol: "INTRUDER") { symbol } }')).toEqual({ instrument: null });
  });

  it.each(['../secret.csv', '/etc/passwd', 'absent.csv', 'a/../../b.csv', '.', '\u0000.csv', 'x'.repeat(5000)])(
    'of a file: no path of the server (%s)',
    async (file) => {
      const mutation = 'mutation ($input: ImportBarsInput!) { importBars(input: $input) { id } }';
      const { data, errors } = await ask(http, headers.bob, mutation, { input: { symbol: 'X', file } });
      expect(data ?? null).toBeNull();
      expect(['BAD_USER_INPUT', 'NOT_FOUND']).toContain(errors?.[0]?.extensions.code);
    },
  );

  it('anywhere in this file: no stack, no path, no address, nothing of somebody else', () => {
    expect(refusals.length).toBeGreaterThan(100);
    for (const { errors = [], data } of refusals) {
      expect(data ?? null).toBeNull();
      for (const { message, extensions } of errors) {
        expect(Object.keys(extensions).every((key) => ['code', 'details', 'requestId'].includes(key))).toBe(true);
        expect(extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
        const told = `${message} ${JSON.stringify(extensions)}`;
        expect(told).not.toContain(served.dataDir);
        expect(told).not.toMatch(/node_modules|\.[tj]s:\d|\n\s+at |stack|127\.0\.0\.1/);
        expect(told).not.toMatch(new RegExp(`${SECRET}|user\\|`));
      }
    }
  });
});
