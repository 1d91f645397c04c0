import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject, GraphQLLocalDate } from 'graphql-scalars';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * An instant. Inside, an ISO 8601 string in UTC; a kernel's epoch milliseconds are written as one too, so that a column
 * of a million timestamps needs no objects. Comes in as an ISO string, whatever offset it was written with, or as a plain
 * date, which is its midnight UTC.
 */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'RFC 3339 instant in UTC.',
  serialize(value) {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return new Date(value).toISOString();
    if (value instanceof Date) return value.toISOString();
    throw new GraphQLError(`A DateTime cannot be written from a ${typeof value}.`);
  },
  parseValue: readInstant,
  parseLiteral: (node) => readInstant(node.kind === Kind.STRING ? node.value : null),
});

function readInstant(value: unknown): string {
  try {
    const text = typeof value === 'string' && DATE.test(value) ? `${value}T00:00:00Z` : value;
    return GraphQLDateTime.parseValue(text).toISOString();
  } catch {
    const found = typeof value === 'string' ? `, found ${JSON.stringify(value.slice(0, 60))}` : '';
    throw new GraphQLError(
      `expected a date and time such as 2019-01-01T00:00:00Z, or a date such as 2019-01-01${found}.`,
    );
  }
}

/** A day: `2020-04-17`, inside and outside. What is written like one inside is one: twenty years of them are answered at once. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'ISO 8601 calendar date.',
  serialize: (value) => (typeof value === 'string' && DATE.test(value) ? value : GraphQLLocalDate.serialize(value)),
  parseValue: (value) => GraphQLLocalDate.parseValue(value),
  parseLiteral: (node, variables) => GraphQLLocalDate.parseLiteral(node, variables),
});

export const JSONObjectScalar = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: 'JSONObject',
  description: 'A JSON object.',
  specifiedByURL: null,
});
