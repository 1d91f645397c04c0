import { BadUserInput } from '#kit/errors/domain-error.js';
import type { CountedPage } from './pagination.js';

/**
 * A page of a list that is whole in memory, such as one group of a batched read. The cursor is the id of the item
 * before the page, so it holds while items come and go.
 * @param first how many; already checked by pageSize
 */
export function pageOfList<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  first: number,
  after: string | null | undefined,
): CountedPage<T> {
  const start = after == null ? 0 : positionAfter(items, idOf, after);
  const page = items.slice(start, start + first);
  return {
    items: page.map((item) => ({ item, cursor: Buffer.from(idOf(item)).toString('base64url') })),
    hasNextPage: start + page.length < items.length,
    hasPreviousPage: start > 0,
    count: () => items.length,
  };
}

function positionAfter<T>(items: readonly T[], idOf: (item: T) => string, after: string): number {
  const id = Buffer.from(after, 'base64url').toString();
  const position = items.findIndex((item) => idOf(item) === id);
  if (position >= 0) return position + 1;
  throw new BadUserInput('after: expected a cursor from an earlier page of this list, found something else.', {
    argument: 'after',
  });
}
