import { firstAtOrAfter } from '#quant/series/first-at-or-after.js';

const MS_PER_DAY = 86_400_000;

/** The index of the last tick of each calendar day (UTC) that has one. */
export function dayEnds(timestamps: Float64Array): Int32Array {
  const ends: number[] = [];
  let next = 0;
  while (next < timestamps.length) {
    const day = Math.floor(timestamps[next]! / MS_PER_DAY);
    next = firstAtOrAfter(timestamps, (day + 1) * MS_PER_DAY, next);
    ends.push(next - 1);
  }
  return Int32Array.from(ends);
}
