import { buildSchema, type FragmentDefinitionNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { columnValues, refuseManyColumnValues } from './column-values.js';

const schema = buildSchema(`
  type Query { runs(first: Int = 20): Runs! run: Run }
  type Runs { nodes: [Run!]! }
  type Run { name: String curve(maxPoints: Int): Curve studies(inputs: [Int!]!, from: String): [Study!]! days(from: String): [Day!]! }
  type Study { outputs: [Output!]! }
  type Output { name: String timestamps: [Int!]! values: [Float]! }
  type Day { at: Int odds: [Odd!]! }
  type Odd { name: String share: Float }
  type Curve { at: [Int!]! equity: [Float!]! cash: [Float!]! }
`);

function queryOf(text: string) {
  const { definitions } = parse(text);
  const fragments = definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  return {
    schema,
    operation: definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION) as OperationDefinitionNode,
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
  };
}

describe('columnValues', () => {
  it.each([
    ['{ run { name } }', {}, 0],
    ['{ run { curve(maxPoints: 100) { at equity } } }', {}, 200],
    ['{ run { curve { at equity cash } } }', {}, 60_000],
    ['{ run { studies(inputs: [1, 2, 3]) { outputs { name timestamps values } } } }', {}, 30_000],
    ['query ($in: [Int!]!) { run { studies(inputs: $in) { outputs { values } } } }', { in: [1, 2] }, 10_000],
    ['{ run { days { at odds { name share } } } }', {}, 15_000],
    ['{ runs { nodes { curve(maxPoints: 10) { at } } } }', {}, 200],
    ['query ($n: Int, $p: Int) { runs(first: $n) { nodes { curve(maxPoints: $p) { at cash } } } }', { n: 5, p: 7 }, 70],
    [
      '{ a: run { ...R } b: run { ...R } } fragment R on Run { curve(maxPoints: 3) { ...C } } fragment C on Curve { at cash }',
      {},
      12,
    ],
  ])('counts %s', (text, variables, values) => {
    expect(columnValues(queryOf(text), variables)).toBe(values);
  });

  it('refuses many aliases of long curves, and says how to ask instead', () => {
    const aliases = Array.from(
      { length: 30 },
      (_, i) => `a${i}: runs(first: 100) { nodes { curve { at equity cash } } }`,
    );
    expect(() => refuseManyColumnValues(queryOf(`{ ${aliases.join(' ')} }`), {}, 1_000_000)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/180,000,000 values; at most 1,000,000 .* smaller maxPoints/),
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      }),
    );
  });
});
