import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, parse } from 'graphql';
import { NotFound } from '#kit/errors/domain-error.js';
import type { RequestContext } from '#kit/graphql/request-context.js';
import { DateScalar } from '#kit/graphql/scalars.js';
import type { Subgraph } from '#kit/graphql/subgraph.js';
import { Channel } from './gateway-channel.js';

/** Two small subgraphs that refer to each other: a shelf of books, and the people who wrote them. */

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external"])';

const shelfSdl = `${LINK}
scalar Date
type Query {
  book(id: ID!): Book
  books(first: Int = 20): [Book!]!
  item(id: ID!): Item
  whoAmI: String!
  requestId: String!
  publishedOn(day: Date!): Date
  refusal: Int
  fault: Int
  hanging: Int
  orphan: Orphan
}
type Mutation { rename(id: ID!, title: String!): Book! }
type Subscription { bookChanged(id: ID!): Book! itemChanged: Item! never: Book! }
type Book @key(fields: "id") { id: ID! title: String! pages: Int author: Author! }
type Magazine { issue: Int! editor: Author! }
union Item = Book | Magazine
type Author @key(fields: "id", resolvable: false) { id: ID! }
type Orphan { author: Author! }
`;

const peopleSdl = `${LINK}
type Query { author(id: ID!): Author viewerOfPeople: String! }
type Author @key(fields: "id") { id: ID! name: String! secret: String }
type Book @key(fields: "id") { id: ID! readers: [Author!]! }
`;

interface Book {
  readonly id: string;
  title: string;
  readonly pages: number;
  readonly authorId: string;
}

export interface Toys {
  readonly shelf: Subgraph;
  readonly people: Subgraph;
  readonly channel: Channel<Record<string, unknown>>;
  /** How often people was asked for entities: once a level, or batching is broken. */
  readonly entityCalls: { people: number };
  /** Answers the field `hanging`. */
  release(): void;
}

export function createToys(): Toys {
  const books = new Map<string, Book>([
    ['b1', { id: 'b1', title: 'Waverley', pages: 492, authorId: 'a1' }],
    ['b2', { id: 'b2', title: 'Emma', pages: 474, authorId: 'a2' }],
  ]);
  const names = new Map([
    ['a1', 'Scott'],
    ['a2', 'Austen'],
  ]);
  const channel = new Channel<Record<string, unknown>>();
  const entityCalls = { people: 0 };
  let release = () => {};
  const hanging = new Promise<number>((resolve) => {
    release = () => resolve(1);
  });
  const author = (id: string) => ({ __typename: 'Author', id });

  const shelf = subgraph('shelf', shelfSdl, {
    Date: DateScalar,
    Query: {
      book: (_: unknown, { id }: { id: string }) => books.get(id) ?? null,
      books: () => [...books.values()],
      item: (_: unknown, { id }: { id: string }) =>
        id === 'm1' ? { __typename: 'Magazine', issue: 7, editorId: 'a2' } : { __typename: 'Book', ...books.get(id) },
      whoAmI: (_: unknown, __: unknown, { viewer }: RequestContext) => viewer.id,
      requestId: (_: unknown, __: unknown, { requestId }: RequestContext) => requestId,
      publishedOn: (_: unknown, { day }: { day: string }) => day,
      refusal: () => {
        throw new NotFound('There is no such shelf.', { shelf: 3 });
      },
      fault: () => {
        throw new Error('password=hunter2 in the connection string');
      },
      hanging: () => hanging,
      orphan: () => ({ author: author('nobody') }),
    },
    Mutation: {
      rename: (_: unknown, { id, title }: { id: string; title: string }) =>
        Object.assign(books.get(id) ?? {}, { title }),
    },
    Subscription: {
      bookChanged: {
        subscribe: (_: unknown, { id }: { id: string }) => {
          if (!books.has(id)) throw new NotFound(`There is no book ${id}.`);
          return channel.listen();
        },
        resolve: (event: Record<string, unknown>) => {
          if (event['fault']) throw new Error('password=hunter2');
          return event;
        },
      },
      itemChanged: { subscribe: () => channel.listen(), resolve: (event: unknown) => event },
      never: {
        subscribe: async function* () {
          yield await new Promise(() => {});
        },
      },
    },
    Book: {
      author: (book: Book) => author(book.authorId),
      __resolveReference: ({ id }: { id: string }) => books.get(id) ?? null,
    },
    Magazine: { editor: ({ editorId }: { editorId: string }) => author(editorId) },
    Item: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
  });

  const people = subgraph('people', peopleSdl, {
    Query: {
      author: (_: unknown, { id }: { id: string }) => ({ id, name: names.get(id) }),
      viewerOfPeople: (_: unknown, __: unknown, { viewer }: RequestContext) => viewer.id,
    },
    Author: {
      __resolveReference: ({ id }: { id: string }) => {
        entityCalls.people += 1;
        const name = names.get(id);
        return name === undefined ? null : { id, name };
      },
      secret: () => {
        throw new GraphQLError('connection to 10.0.0.1 refused', { originalError: new Error('ECONNREFUSED') });
      },
    },
    Book: { readers: () => [{ id: 'a1', name: 'Scott' }] },
  });

  return { shelf, people, channel, entityCalls, release: () => release() };
}

function subgraph(name: string, sdl: string, resolvers: Record<string, unknown>): Subgraph {
  return {
    name,
    sdl,
    schema: buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]),
    createLoaders: () => ({}),
    start: async () => {},
    ping: async () => {},
    close: async () => {},
  };
}
