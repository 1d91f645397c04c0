import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType, isUnionType } from 'graphql';
import type { RequestContext } from '#kit/graphql/request-context.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';

type Resolver = GraphQLFieldResolver<unknown, OneContext>;
type Context = RequestContext<unknown>;

/** The contexts of one request, by the subgraph that a resolver was written for. */
export interface OneContext {
  readonly bySubgraph: ReadonlyMap<string, Context>;
  /** What a subgraph made of another one's object, so that a second field of it does not ask again. */
  readonly entities: WeakMap<object, Map<string, unknown>>;
}

/**
 * The peer of the gateway: the very same resolvers in one plain graphql-js schema. Where an object of one subgraph is
 * asked for a field of another, that other one's reference resolver is called in process, as a monolith would call a
 * loader: no planning, no second operation, no merging.
 */
export function buildOneSchema(apiSdl: string, subgraphs: readonly Subgraph[]): GraphQLSchema {
  const schema = buildSchema(apiSdl);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isUnionType(type)) {
      const owner = subgraphs.find((subgraph) => subgraph.schema.getType(type.name) !== undefined);
      const original = owner?.schema.getType(type.name);
      if (isUnionType(original)) type.resolveType = original.resolveType;
    }
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const owners = subgraphs.filter((subgraph) => subgraph.schema.getType(type.name) !== undefined);
    for (const field of Object.values(type.getFields())) {
      const owner = owners.find((subgraph) => fieldOf(subgraph, type.name, field.name) !== undefined);
      const resolve = owner && fieldOf(owner, type.name, field.name)?.resolve;
      if (owner === undefined || resolve == null) continue;
      const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
      field.resolve = (isRoot ? asRoot(owner.name, resolve) : asField(owner, type.name, field.name, resolve)) as never;
    }
  }
  for (const scalar of ['DateTime', 'Date', 'JSONObject']) adoptScalar(schema, scalar, subgraphs);
  return schema;
}

function asRoot(owner: string, resolve: GraphQLFieldResolver<unknown, unknown>): Resolver {
  return (source, args, { bySubgraph }, info) => resolve(source, args, bySubgraph.get(owner), info);
}

function asField(
  owner: Subgraph,
  type: string,
  field: string,
  resolve: GraphQLFieldResolver<unknown, unknown>,
): Resolver {
  const find = owner.schema.getType(type) as
    | { resolveReference?: unknown; extensions?: Record<string, unknown> }
    | undefined;
  const reference = referenceResolver(find);
  return (source, args, context, info) => {
    const own = context.bySubgraph.get(owner.name);
    const present = (source as Record<string, unknown>)[field];
    if (present !== undefined || reference === undefined) return resolve(source, args, own, info);
    const known = context.entities.get(source as object) ?? new Map<string, unknown>();
    context.entities.set(source as object, known);
    if (!known.has(owner.name))
      known.set(owner.name, reference({ ...(source as object), __typename: type }, own, info));
    const entity = known.get(owner.name);
    if (entity instanceof Promise)
      return entity.then((whole) => (whole === null ? null : resolve(whole, args, own, info)));
    return resolve(entity, args, own, info);
  };
}

type Reference = (reference: object, context: unknown, info: unknown) => unknown;

function referenceResolver(type: unknown): Reference | undefined {
  const holder = type as { extensions?: { apollo?: { subgraph?: { resolveReference?: Reference } } } } | undefined;
  return holder?.extensions?.apollo?.subgraph?.resolveReference;
}

function fieldOf(subgraph: Subgraph, type: string, field: string) {
  const found = subgraph.schema.getType(type);
  if (!isObjectType(found)) return undefined;
  const definition = found.getFields()[field];
  // A field that a subgraph only needs from another one is not its own.
  const external = definition?.astNode?.directives?.some((directive) => directive.name.value === 'external');
  return external === true ? undefined : definition;
}

function adoptScalar(schema: GraphQLSchema, name: string, subgraphs: readonly Subgraph[]): void {
  const target = schema.getType(name);
  const original = subgraphs.map((subgraph) => subgraph.schema.getType(name)).find((type) => type !== undefined);
  if (target !== undefined && original !== undefined) {
    const { serialize, parseValue, parseLiteral } = original as never;
    Object.assign(target, { serialize, parseValue, parseLiteral });
  }
}
