import 'reflect-metadata';
import type { ClassType } from 'type-graphql';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { BadUserInput } from '#kit/errors/domain-error.js';

/** The largest `first`. */
export const MAX_PAGE = 100;

@ObjectType({ description: 'Where a page stands in its list.' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { description: 'More follow: ask again with `after: endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Some come before this page.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first of this page; null when it is empty.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last of this page; null when it is empty.' })
  endCursor!: string | null;
}

export interface Edge<N> {
  readonly node: N;
  readonly cursor: string;
}

export interface Connection<N> {
  readonly edges: readonly Edge<N>[];
  readonly nodes: readonly N[];
  readonly pageInfo: PageInfo;
  /** Counted only when a query asks for it. */
  readonly totalCount: number | Promise<number>;
}

/** What a service answers for a page: the store's page, or a slice of a list that is in memory. */
export interface ItemPage<T> {
  readonly items: readonly { readonly item: T; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** The page with its count, as services return it to resolvers. */
export interface CountedPage<T> extends ItemPage<T> {
  count(): number | Promise<number>;
}

/** The GraphQL connection of a page of domain objects, each shown as `toNode` shows it. */
export function toConnection<T, N>(page: CountedPage<T>, toNode: (item: T) => N): Connection<N> {
  const edges = page.items.map(({ item, cursor }) => ({ node: toNode(item), cursor }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return page.count();
    },
  };
}

/** `first` as the API promises it: the default when absent or null, 1 to 100, a refusal beyond. */
export function pageSize(first: number | null | undefined, otherwise: number): number {
  const size = first ?? otherwise;
  if (Number.isInteger(size) && size >= 1 && size <= MAX_PAGE) return size;
  throw new BadUserInput(
    `first: expected a whole number from 1 to ${MAX_PAGE}, found ${size}. Page with \`after\` for more.`,
    {
      argument: 'first',
      minimum: 1,
      maximum: MAX_PAGE,
    },
  );
}

/**
 * The connection and edge types of a node type: `StrategyConnection`, `StrategyEdge`.
 * @param node the node's class, or its name and class where the GraphQL name is not the class's
 */
export function connectionType<N extends object>(name: string, node: ClassType<N>): ClassType<Connection<N>> {
  @ObjectType(`${name}Edge`, { description: `A ${name} and where it stands in its list.` })
  class NodeEdge {
    @Field(() => node, { description: 'The thing itself.' })
    node!: N;

    @Field(() => String, { description: 'Give it as `after` to get what follows.' })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of ${name}.` })
  class NodeConnection {
    @Field(() => [NodeEdge], { description: 'The page, each with its cursor.' })
    edges!: NodeEdge[];

    @Field(() => [node], { description: 'The page, without cursors.' })
    nodes!: N[];

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo!: PageInfo;

    @Field(() => Int, { description: 'How many there are in the whole list; counted only when asked for.' })
    totalCount!: number;
  }
  return NodeConnection as unknown as ClassType<Connection<N>>;
}
