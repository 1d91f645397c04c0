import { BadUserInput } from '#kit/errors/domain-error.js';
import type { CountedPage } from '#kit/graphql/pagination.js';

/** The row behind the one that a cursor names; 0 without a cursor. Results never change, so a row keeps its place. */
export function rowsAfter(after: string | null | undefined): number {
  if (after == null) return 0;
  const match = /^row:(\d{1,12})$/.exec(Buffer.from(after, 'base64url').toString());
  if (match) return Number(match[1]) + 1;
  throw new BadUserInput('after: expected a cursor from an earlier page of this list, found something else.', {
    argument: 'after',
  });
}

/** A page of the rows of a table, `offset` of which come before. */
export function pageOfRows<T>(rows: readonly T[], offset: number, total: number): CountedPage<T> {
  return {
    items: rows.map((item, i) => ({ item, cursor: Buffer.from(`row:${offset + i}`).toString('base64url') })),
    hasNextPage: offset + rows.length < total,
    hasPreviousPage: offset > 0,
    count: () => total,
  };
}
