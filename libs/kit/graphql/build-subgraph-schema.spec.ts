import 'reflect-metadata';
import { execute, parse } from 'graphql';
import { Arg, Directive, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { describe, expect, it } from 'vitest';
import { RunStatus } from '#schema/generated/enums.js';
import { buildSubgraphSchema } from './build-subgraph-schema.js';
import { connectionType, pageSize, toConnection } from './pagination.js';
import { DateTimeScalar } from './scalars.js';
import { UserStub } from './shared-types.js';

@ObjectType({ description: 'A thing.' })
@Directive('@key(fields: "id")')
class Thing {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => RunStatus, { description: 'How it stands.' })
  status!: RunStatus;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string | number;

  @Field(() => UserStub, { description: 'Whose.' })
  owner!: UserStub;

  @Field(() => String, { description: 'Hidden.' })
  @Directive('@inaccessible')
  secret!: string;
}

const ThingConnection = connectionType('Thing', Thing);

@Resolver(() => Thing)
class ThingResolver {
  private counted = 0;

  @Query(() => ThingConnection, { description: 'All.' })
  things(
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many.' }) first: number | null,
  ) {
    const things = [{ id: 'a', status: RunStatus.PENDING, at: 0, owner: { id: 'u' }, secret: 's' }].slice(
      0,
      pageSize(first, 20),
    );
    return toConnection(
      {
        items: things.map((item) => ({ item, cursor: item.id })),
        hasNextPage: false,
        hasPreviousPage: false,
        count: () => ++this.counted,
      },
      (item) => item,
    );
  }

  @FieldResolver(() => Int, { description: 'Length of the id.' })
  length(@Root() thing: Thing) {
    return thing.id.length;
  }
}

function build() {
  return buildSubgraphSchema({
    resolvers: [new ThingResolver()],
    references: {
      Thing: (reference: { id: string }) => ({ ...reference, status: 'RUNNING', at: 0, owner: { id: 'u' } }),
    },
  });
}

describe('buildSubgraphSchema', () => {
  it('prints a Federation 2 subgraph with its keys, stubs, descriptions and enum descriptions', () => {
    const { sdl } = build();
    expect(sdl).toContain('@link(url: "https://specs.apollo.dev/federation/v2.9"');
    expect(sdl).toContain('type Thing @key(fields: "id")');
    expect(sdl).toContain('type User @key(fields: "id", resolvable: false)');
    expect(sdl).toContain('secret: String! @inaccessible');
    expect(sdl).toContain('first: Int = 20');
    expect(sdl).toContain('type PageInfo @shareable');
    expect(sdl).not.toMatch(/^schema \{/m);
  });

  it('answers queries through the resolver instances, and counts only when asked', async () => {
    const { schema } = build();
    const ask = (query: string) => execute({ schema, document: parse(query) });
    expect(await ask('{ things { nodes { id status at length } } }')).toEqual({
      data: { things: { nodes: [{ id: 'a', status: 'PENDING', at: '1970-01-01T00:00:00.000Z', length: 1 }] } },
    });
    expect(await ask('{ things { totalCount } }')).toEqual({ data: { things: { totalCount: 1 } } });
    expect(await ask('{ things(first: null) { pageInfo { endCursor hasNextPage } } }')).toEqual({
      data: { things: { pageInfo: { endCursor: 'a', hasNextPage: false } } },
    });
  });

  it('refuses a page beyond the bound with a code', async () => {
    const { schema } = build();
    const result = await execute({ schema, document: parse('{ things(first: 100000) { totalCount } }') });
    expect(result.errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    expect(result.errors?.[0]?.message).toContain('1 to 100, found 100000');
  });

  it('resolves references of other subgraphs', async () => {
    const { schema } = build();
    const document = parse(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { id status length } } }',
    );
    const result = await execute({
      schema,
      document,
      variableValues: { r: [{ __typename: 'Thing', id: 'xyz' }] },
      contextValue: {},
    });
    expect(result).toEqual({ data: { _entities: [{ id: 'xyz', status: 'RUNNING', length: 3 }] } });
  });
});
