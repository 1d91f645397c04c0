import { executeQueryPlan } from '@apollo/gateway';
import fc from 'fast-check';
import { getNamedType, isAbstractType, isCompositeType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createInProcessConnection } from '#kit/graphql/in-process-connection.js';
import { developmentUser } from '#kit/identity/development-user.js';
import { createViewerTokens } from '#kit/identity/viewer-token.js';
import { silentLogger } from '#kit/observability/logger.js';
import { systemClock } from '#kit/time/clock.js';
import { Cancellation } from '../../gateway/cancellation.js';
import { composeSupergraph } from '../../gateway/compose.js';
import { ConnectionDataSource } from '../../gateway/data-source.js';
import { FederatedGraph } from '../../gateway/federated-graph.js';
import { SubgraphErrors } from '../../gateway/subgraph-errors.js';
import { createToys } from './gateway-toys.js';

/** Plain plans are executed and shaped by this project's own code: Apollo's executor is the oracle that it must equal. */
describe('the plan executor beside its oracle', () => {
  const tokens = createViewerTokens('a secret for tests that is long enough', systemClock);
  const toys = createToys();
  const connections = Object.fromEntries(
    [toys.shelf, toys.people].map((toy) => [toy.name, createInProcessConnection(toy, { tokens, log: silentLogger })]),
  );
  const { supergraphSdl } = composeSupergraph([toys.shelf, toys.people]);
  const graph = new FederatedGraph({ supergraphSdl, connections, tokens, log: silentLogger, clock: systemClock });
  const { supergraph } = graph.planner;

  const oracle = async (query: string, variables: Record<string, unknown>) => {
    const { plan, operationContext } = graph.planner.plan(graph.planner.document(query), null);
    const sources = Object.fromEntries(
      Object.entries(connections).map(([name, connection]) => [
        name,
        new ConnectionDataSource(connection, new SubgraphErrors(name, silentLogger), 1000),
      ]),
    );
    const context = {
      requestId: 'req',
      viewerToken: await tokens.sign(developmentUser),
      cancellation: new Cancellation(),
    };
    const request = { request: { variables }, context, metrics: {}, logger: silentLogger };
    const { supergraphSchema, plannerSchema } = supergraph;
    return executeQueryPlan(
      plan,
      sources as never,
      request as never,
      operationContext,
      supergraphSchema,
      plannerSchema,
    );
  };

  /** Random selections of a type: aliases, inline fragments, conditions, repeated fields. */
  const selections = (typeName: string, depth: number): fc.Arbitrary<string> => {
    const type = graph.schema.getType(typeName);
    if (isAbstractType(type)) {
      const members = graph.schema
        .getPossibleTypes(type)
        .map(({ name }) => selections(name, depth).map((inner) => `... on ${name} ${inner}`));
      return fc
        .array(fc.oneof(fc.constantFrom('__typename', 'kind: __typename'), ...members), { minLength: 1, maxLength: 3 })
        .map((parts) => `{ ${parts.join(' ')} }`);
    }
    if (!isObjectType(type)) throw new Error(`${typeName} has no fields`);
    const fields = Object.values(type.getFields())
      .filter(({ name }) => !['hanging', 'requestId', 'publishedOn'].includes(name))
      .filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const field = fc.constantFrom(...fields).chain(({ name, args, type: fieldType }) => {
      const named = getNamedType(fieldType);
      const id = args.some((arg) => arg.name === 'id')
        ? fc.constantFrom('b1', 'b2', 'm1', 'a1').map((value) => `(id: "${value}")`)
        : fc.constant('');
      const inner = isCompositeType(named) ? selections(named.name, depth - 1) : fc.constant('');
      const condition = fc.constantFrom('', '', '', '@include(if: $yes)', '@skip(if: $yes)', '@include(if: $late)');
      // One alias for each field and each argument, so that no two conflict.
      return fc.tuple(id, inner, condition, fc.boolean()).map(([arg, sub, directive, aliased]) => {
        const alias = arg || aliased ? `${name}_${arg.replace(/\W/g, '')}: ` : '';
        return `${alias}${name}${arg} ${directive} ${sub}`;
      });
    });
    const part = fc.oneof(
      { weight: 5, arbitrary: field },
      { weight: 1, arbitrary: fc.constantFrom('__typename', 'kind: __typename') },
      { weight: 1, arbitrary: field.map((inner) => `... on ${typeName} @include(if: $yes) { ${inner} }`) },
    );
    return fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `{ ${parts.join(' ')} }`);
  };

  it('answers random queries as Apollo does', { timeout: 60_000 }, async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(selections('Query', 4), fc.boolean(), async (body, yes) => {
        const query = `query ($yes: Boolean!, $late: Boolean = true) ${body}`;
        // Variables that a query does not use make it invalid: every one mentions both.
        const used = query.replace('{', '{ a: whoAmI @include(if: $yes) b: whoAmI @include(if: $late) ');
        const { errors = [], data } = await graph.query(
          { query: used, variables: { yes } },
          { viewer: developmentUser, expiresAt: null },
          'req',
        );
        if (errors.some(({ extensions }) => String(extensions['code']).startsWith('GRAPHQL_'))) {
          throw new Error(`the generator wrote an invalid query: ${errors[0]?.message}`);
        }
        const expected = await oracle(used, { yes });
        expect(data).toEqual(JSON.parse(JSON.stringify(expected.data)));
        const byPath = (list: readonly { path?: readonly unknown[] | undefined }[]) =>
          list.map(({ path }) => String(path)).sort();
        if (expected.errors) expect(byPath(errors)).toEqual(byPath(expected.errors));
        compared += 1;
      }),
      { seed: 20261122, numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(200);
  });
});
