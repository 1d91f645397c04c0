import { buildSubgraphSchema as buildFederatedSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type DocumentNode, type GraphQLSchema, Kind, parse, print } from 'graphql';
import {
  buildSchemaSync,
  type ClassType,
  createResolversMap,
  type NonEmptyArray,
  type ResolverData,
} from 'type-graphql';
import { registerEnums } from './register-enums.js';
import type { RequestContext } from './request-context.js';

/** Finds an entity by the key that another subgraph refers to it with; null when the viewer may not see it. */
// biome-ignore lint/suspicious/noExplicitAny: the loaders and the key are each subgraph's own
export type ReferenceResolver = (reference: any, context: RequestContext<any>) => unknown;

export interface SubgraphSchemaOptions {
  /** Resolver instances: the class list and the container in one. */
  readonly resolvers: readonly object[];
  /** Entity name → how it is found. Entities that this subgraph only refers to have none. */
  readonly references: Readonly<Record<string, ReferenceResolver>>;
  /** Types that no field of this subgraph leads to, such as the members of a union or a contributed entity. */
  readonly orphanedTypes?: readonly ClassType[];
}

export interface SubgraphSchema {
  /** What the gateway is composed of: committed as schema/snapshots/<name>.graphql. */
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external", "@shareable", "@inaccessible", "@tag"])';

/**
 * type-graphql's classes as a Federation 2 subgraph: build, print with directives, put the @link header before it, and
 * let @apollo/subgraph add what federation needs.
 */
export function buildSubgraphSchema(options: SubgraphSchemaOptions): SubgraphSchema {
  registerEnums();
  const instances = new Map<unknown, object>(options.resolvers.map((resolver) => [resolver.constructor, resolver]));
  const plain = buildSchemaSync({
    resolvers: [...instances.keys()] as NonEmptyArray<ClassType>,
    container: { get: (type: unknown, _data: ResolverData) => instances.get(type) },
    orphanedTypes: [...(options.orphanedTypes ?? [])],
    // Input is checked by the input parsers, which say what was expected and found.
    validate: false,
    skipCheck: true,
    // Subscriptions come as async iterables from the services; nothing is published through type-graphql.
    pubSub: { publish: refusePublish, subscribe: refusePublish },
  });
  const typeDefs = withoutSchemaBlock(parse(printSchemaWithDirectives(plain)));
  const sdl = `${FEDERATION}\n\n${print(typeDefs)}\n`;
  const resolvers = createResolversMap(plain) as Record<string, Record<string, unknown>>;
  for (const [entity, find] of Object.entries(options.references)) {
    if (plain.getType(entity) === undefined) {
      throw new Error(
        `${entity} is not in the schema: a contributed entity that no field leads to belongs in orphanedTypes.`,
      );
    }
    resolvers[entity] = { ...resolvers[entity], __resolveReference: find };
  }
  const schema = buildFederatedSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  return { sdl, schema };
}

function refusePublish(): never {
  throw new Error('Nothing is published through type-graphql: a subscription subscribes to its service.');
}

/** Federation brings its own schema definition; a second one is refused. */
function withoutSchemaBlock(document: DocumentNode): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.filter((definition) => definition.kind !== Kind.SCHEMA_DEFINITION),
  };
}
