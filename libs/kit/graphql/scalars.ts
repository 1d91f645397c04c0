import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLJSONObject, GraphQLLocalDate } from 'graphql-scalars';

/**
 * An instant. Inside, an ISO 8601 string in UTC; a kernel's epoch milliseconds are written as one too, so that a column
 * of a million timestamps needs no objects. Comes in as an ISO string, whatever offset it was written with.
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
  parseValue: (value) => GraphQLDateTime.parseValue(value).toISOString(),
  parseLiteral: (node, variables) => GraphQLDateTime.parseLiteral(node, variables).toISOString(),
});

/** A day: `2020-04-17`, inside and outside. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'ISO 8601 calendar date.',
  serialize: (value) => GraphQLLocalDate.serialize(value),
  parseValue: (value) => GraphQLLocalDate.parseValue(value),
  parseLiteral: (node, variables) => GraphQLLocalDate.parseLiteral(node, variables),
});

export const JSONObjectScalar = new GraphQLScalarType({
  ...GraphQLJSONObject.toConfig(),
  name: 'JSONObject',
  description: 'A JSON object.',
  specifiedByURL: null,
});
