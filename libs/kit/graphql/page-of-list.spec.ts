import { describe, expect, it } from 'vitest';
import { pageOfList } from './page-of-list.js';
import { type Connection, toConnection } from './pagination.js';

const items = ['a', 'b', 'c', 'd', 'e'];
const page = (first: number, after?: string | null) => pageOfList(items, (item) => item, first, after);

describe('pageOfList', () => {
  it('walks a list by its cursors', () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const connection: Connection<string> = toConnection(page(2, after), (item) => item);
      seen.push(...connection.nodes);
      ({ hasNextPage: more, endCursor: after } = connection.pageInfo);
    }
    expect(seen).toEqual(items);
  });

  it('knows what comes before and after', () => {
    expect(page(5)).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(page(1, page(1).items[0]?.cursor)).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    expect(page(2).count()).toBe(5);
  });

  it('refuses a cursor that it did not give', () => {
    expect(() => page(2, 'nonsense')).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
