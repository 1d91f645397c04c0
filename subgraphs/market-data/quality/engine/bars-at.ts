import type { Bar } from '../../bar/bar.js';
import { barAt, indexAt } from '../../bar/engine/bar-at.js';
import type { InspectedBars } from '../quality.js';

/** The bars at these times, by time; what is not there is left out. */
export function barsAt(bars: InspectedBars, times: readonly number[]): Map<number, Bar> {
  return new Map(
    times.flatMap((time) => {
      const place = indexAt(bars.timestamps, time);
      return place === null ? [] : [[time, barAt(bars, place)] as const];
    }),
  );
}
