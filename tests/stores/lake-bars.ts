import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BarColumns } from '#lake/bar-columns.js';
import type { SeriesKey } from '#lake/series-key.js';
import type { Snapshot } from '#lake/snapshot.js';

/** What the lake's tests write: bars that say by themselves who wrote them. */

export const DAY = 86_400_000;

/** `count` daily bars from day `firstDay` on, every number of which is `value`. */
export function barsOf(firstDay: number, count: number, value: number): BarColumns {
  const column = () => new Float64Array(count).fill(value);
  return {
    timestamps: Float64Array.from({ length: count }, (_, i) => (firstDay + i) * DAY),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    adjustedClose: column(),
  };
}

export function daily(symbol: string): SeriesKey {
  return { symbol, interval: 'DAILY' };
}

/** The series of a snapshot whose file is not, byte for byte, what the manifest says. */
export async function damagedSeries(root: string, snapshot: Snapshot): Promise<string[]> {
  const damaged: string[] = [];
  for (const { file, sha256, symbol } of snapshot.entries()) {
    const found = createHash('sha256')
      .update(await readFile(join(root, file)))
      .digest('hex');
    if (found !== sha256) damaged.push(symbol);
  }
  return damaged;
}
