// The README's query through the federated graph, against the same resolvers in one plain graphql-js schema: requests
// per second, both sides in one run, in turn. Floor: 0.4.
import { readFileSync } from 'node:fs';
import { execute, parse, validate } from 'graphql';
import { createRequestContext } from '#kit/graphql/execute-operation.js';
import { developmentUser } from '#kit/identity/development-user.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { composeSchemas } from '../scripts/compose-schemas.js';
import { openGraphInMemory } from '../tests/support/graph-in-memory.js';
import { buildOneSchema, type OneContext } from './one-schema.js';
import { median, report } from './report.js';

const smoke = process.argv.includes('--smoke');
const rounds = smoke ? 3 : 9;
const perRound = smoke ? 40 : 200;
const concurrency = 8;

const STORY = readFileSync('client/operations/backtest-story.graphql', 'utf8');
const graph = await openGraphInMemory();
const id = await tellStory();
const api = (await composeSchemas()).files.get('api.graphql') ?? '';
const schema = buildOneSchema(api, graph.subgraphs);
const services = { tokens: createViewerTokens('a secret of the bench, long enough!!', systemClock), log: silentLogger };
const viewerToken = await services.tokens.sign(developmentUser);

async function federated(): Promise<unknown> {
  return (await graph.ask(STORY, { id })).data;
}

// Both sides know the operation: the gateway keeps its plan, the peer its parsed and validated document.
const document = parse(STORY);
for (const fault of validate(schema, document)) throw fault;

async function plain(): Promise<unknown> {
  const contexts = graph.subgraphs.map(async (subgraph): Promise<[string, never]> => {
    return [
      subgraph.name,
      (await createRequestContext(subgraph, { viewerToken, requestId: 'req' }, services)) as never,
    ];
  });
  const contextValue: OneContext = { bySubgraph: new Map(await Promise.all(contexts)), entities: new WeakMap() };
  const result = await execute({ schema, document, variableValues: { id }, contextValue });
  if (result.errors) throw result.errors[0]!;
  return result.data;
}

const [ours, peers] = [JSON.stringify(await federated()), JSON.stringify(await plain())];
if (ours !== peers)
  throw new Error(`the two sides answer differently:\n${ours.slice(0, 2000)}\n${peers.slice(0, 2000)}`);
for (let i = 0; i < 3; i++) await Promise.all([requestsPerSecond(federated), requestsPerSecond(plain)]);

const ratios: number[] = [];
const seen = { federated: [] as number[], plain: [] as number[] };
for (let round = 0; round < rounds; round++) {
  const a = await requestsPerSecond(federated);
  const b = await requestsPerSecond(plain);
  seen.federated.push(a);
  seen.plain.push(b);
  ratios.push(a / b);
}
report('federation', {
  'federated, requests/s': median(seen.federated),
  'one plain schema, requests/s': median(seen.plain),
  'ratio (floor 0.4)': median(ratios),
});
await graph.close();

async function requestsPerSecond(ask: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  let left = perRound;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) await ask();
    }),
  );
  return (perRound / (performance.now() - from)) * 1000;
}

async function tellStory(): Promise<string> {
  const ask = async (query: string, variables: object) => {
    const { data, errors } = await graph.ask(query, variables as never);
    if (errors) throw errors[0]!;
    return Object.values(data as Record<string, { id: string }>)[0]!.id;
  };
  const config = { smaCrossover: { shortPeriod: 5, longPeriod: 20 } };
  const strategyId = await ask('mutation ($i: CreateStrategyInput!) { createStrategy(input: $i) { id } }', {
    i: { name: 'Waves', config },
  });
  await ask('mutation ($i: CreateExperimentInput!) { createExperiment(input: $i) { id } }', {
    i: { name: 'Study', strategyIds: [strategyId] },
  });
  const run = { strategyId, symbols: ['WAVE'], startDate: '2020-01-01', endDate: '2021-02-03' };
  const backtestId = await ask('mutation ($i: RunBacktestInput!) { runBacktest(input: $i) { id } }', { i: run });
  await ask('mutation ($i: GenerateReportInput!) { generateNarrativeReport(input: $i) { id } }', { i: { backtestId } });
  await graph.settled();
  return backtestId;
}
