import { encodeCursor } from '#kit/documents/cursor.js';
import type { CountedPage } from '#kit/graphql/pagination.js';
import type { BarPage } from '#lake/bar-pages.js';
import { adjustBars } from '#quant/series/adjust-bars.js';
import type { Bar, BarRange } from './bar.js';
import { barAt } from './engine/bar-at.js';

/** A page of the lake as bars with cursors; `adjusting` scales its prices by the adjusted close. */
export function toPage(
  { bars, totalCount, hasNextPage, hasPreviousPage }: BarPage,
  request: BarRange,
  adjusting: boolean,
): CountedPage<Bar> {
  const prices = adjusting ? { ...bars, ...adjustBars(bars, bars.adjustedClose) } : bars;
  const items = Array.from(bars.timestamps, (timestamp, i) => ({
    item: barAt(prices, i),
    cursor: encodeCursor(cursorScope(request), [timestamp]),
  }));
  return { items, hasNextPage, hasPreviousPage, count: () => totalCount };
}

/** A cursor is a time, so one of a symbol also opens the same place of another symbol's bars. */
export function cursorScope({ interval }: BarRange): string {
  return `bars ${interval}`;
}
