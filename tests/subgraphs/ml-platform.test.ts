import { beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore } from '#kit/documents/nedb-document-store.js';
import { observeStore } from '#kit/documents/observe-store.js';
import type { EventBus } from '#kit/events/event-bus.js';
import { createInProcessEventBus } from '#kit/events/in-process-event-bus.js';
import { newEvent } from '#kit/events/new-event.js';
import { createGraphClient } from '#kit/graphql/graph-client.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { composeMlPlatform } from '../../subgraphs/ml-platform/composition.js';
import { alice, bob, subgraphCaller } from '../support/subgraph-caller.js';

/** Strategies as trading would answer for them: by owner. */
const strategies: Record<string, string> = { strat_a: alice.id, strat_b: alice.id, strat_c: bob.id };

let api: ReturnType<typeof subgraphCaller>;
let bus: EventBus;
let calls: string[];

beforeEach(async () => {
  calls = [];
  const documents = observeStore(openMemoryStore(), (collection, operation) =>
    calls.push(`${collection}.${operation}`),
  );
  const surroundings = { documents, clock: systemClock, log: silentLogger };
  bus = await createInProcessEventBus({ ...surroundings, documents: openMemoryStore() });
  const graph = createGraphClient(async ({ variables, viewer }) => {
    const ids = ((variables?.['ids'] ?? []) as string[]).filter((id) => strategies[id] === viewer.id);
    return { data: { strategies: { nodes: ids.map((id) => ({ id })) } } };
  });
  const subgraph = await composeMlPlatform({ ...surroundings, bus, graph });
  await subgraph.start();
  api = subgraphCaller(subgraph);
});

const CREATE =
  'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { id name status strategyIds owner { id } } }';
const BY_STRATEGY = `query ($keys: [_Any!]!, $first: Int, $after: String) { _entities(representations: $keys) {
  ... on Strategy { experiments(first: $first, after: $after) { nodes { name } totalCount pageInfo { hasNextPage endCursor } } } } }`;

async function create(input: object, viewer = alice): Promise<string> {
  return (await api.get(viewer, CREATE, { input: { name: 'Trend study', ...input } })).createExperiment.id;
}

describe('experiments', () => {
  it('links strategies of the caller, and refuses those of others and those that are not there', async () => {
    const { createExperiment } = await api.get(alice, CREATE, {
      input: { name: 'Trend', strategyIds: ['strat_a', 'strat_b', 'strat_a'] },
    });
    expect(createExperiment).toMatchObject({
      status: 'ACTIVE',
      strategyIds: ['strat_a', 'strat_b'],
      owner: { id: alice.id },
    });
    for (const strategyIds of [['strat_c'], ['strat_a', 'strat_none']]) {
      expect(await api.codeOf(alice, CREATE, { input: { name: 'x', strategyIds } })).toBe('NOT_FOUND');
    }
    expect(await api.codeOf(alice, CREATE, { input: { name: '  ' } })).toBe('BAD_USER_INPUT');
  });

  it('shows the experiments of fifty strategies by one read of the store, and only to their owner', async () => {
    await create({ strategyIds: ['strat_a'] });
    await create({ name: 'Second', strategyIds: ['strat_a', 'strat_b'] });
    const keys = Array.from({ length: 50 }, (_, i) => ({
      __typename: 'Strategy',
      id: ['strat_a', 'strat_b'][i] ?? `strat_${i}`,
    }));
    calls.length = 0;
    const { _entities } = await api.get(alice, BY_STRATEGY, { keys });
    expect(calls).toEqual(['experiments.find']);
    expect(_entities[0].experiments.nodes.map((node: { name: string }) => node.name).sort()).toEqual([
      'Second',
      'Trend study',
    ]);
    expect(_entities[1].experiments.totalCount).toBe(1);
    expect(_entities[2].experiments.totalCount).toBe(0);
    const foreign = await api.get(bob, BY_STRATEGY, { keys: keys.slice(0, 1) });
    expect(foreign._entities[0].experiments.totalCount).toBe(0);
  });

  it('pages the experiments of a strategy', async () => {
    for (const name of ['1', '2', '3']) await create({ name, strategyIds: ['strat_a'] });
    const keys = [{ __typename: 'Strategy', id: 'strat_a' }];
    const first = (await api.get(alice, BY_STRATEGY, { keys, first: 2 }))._entities[0].experiments;
    const second = (await api.get(alice, BY_STRATEGY, { keys, first: 2, after: first.pageInfo.endCursor }))._entities[0]
      .experiments;
    expect([...first.nodes, ...second.nodes].map(({ name }) => name).sort()).toEqual(['1', '2', '3']);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it('links, unlinks and archives; an archived one cannot be changed', async () => {
    const id = await create({});
    const link =
      'mutation ($s: ID!, $e: ID!) { linkStrategyToExperiment(strategyId: $s, experimentId: $e) { strategyIds } }';
    const unlink =
      'mutation ($s: ID!, $e: ID!) { unlinkStrategyFromExperiment(strategyId: $s, experimentId: $e) { strategyIds } }';
    const strategyIds = async (mutation: string) =>
      Object.values(await api.get(alice, mutation, { s: 'strat_a', e: id }))[0];
    expect(await strategyIds(link)).toEqual({ strategyIds: ['strat_a'] });
    expect(await strategyIds(link)).toEqual({ strategyIds: ['strat_a'] });
    expect(await strategyIds(unlink)).toEqual({ strategyIds: [] });
    expect(await api.codeOf(bob, link, { s: 'strat_c', e: id })).toBe('NOT_FOUND');
    const archived = await api.get(alice, 'mutation ($id: ID!) { archiveExperiment(id: $id) { status } }', { id });
    expect(archived.archiveExperiment.status).toBe('ARCHIVED');
    expect(await api.codeOf(alice, link, { s: 'strat_a', e: id })).toBe('FAILED_PRECONDITION');
  });

  it('follows strategies that are created with it, and those that are deleted', async () => {
    const [mine, theirs] = [await create({}), await create({}, bob)];
    const event = (name: string, payload: Record<string, unknown> = {}) =>
      newEvent({ name, subject: { type: 'Strategy', id: 'strat_new' }, ownerId: alice.id, payload }, systemClock);
    const links = async () =>
      (await api.get(alice, 'query ($id: ID!) { modelExperiment(id: $id) { strategyIds } }', { id: mine }))
        .modelExperiment.strategyIds;
    await bus.publish(event('strategy.created', { experimentIds: [mine, theirs] }));
    await expect.poll(links).toEqual(['strat_new']);
    const foreign = await api.get(bob, 'query ($id: ID!) { modelExperiment(id: $id) { strategyIds } }', { id: theirs });
    expect(foreign.modelExperiment.strategyIds).toEqual([]);
    await bus.publish(event('strategy.deleted'));
    await expect.poll(links).toEqual([]);
  });

  it('lists what the viewer owns', async () => {
    await create({});
    await create({}, bob);
    const { modelExperiments } = await api.get(
      alice,
      '{ modelExperiments(status: ACTIVE) { totalCount nodes { owner { id } } } }',
    );
    expect(modelExperiments).toEqual({ totalCount: 1, nodes: [{ owner: { id: alice.id } }] });
    expect(await api.codeOf(alice, '{ modelExperiments(after: "junk") { totalCount } }')).toBe('BAD_USER_INPUT');
  });
});
