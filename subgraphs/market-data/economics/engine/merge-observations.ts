import type { Observations } from '../economic-series.js';

const DAY_MS = 86_400_000;

export interface MergedObservations {
  readonly observations: Observations;
  /** How many values are new, or differ from what was there. */
  readonly changed: number;
}

/**
 * What was there, with what came later in its place: a newer value of a date replaces the older one, other dates stay.
 * Dates are cut to midnight UTC; values that are no numbers, such as a holiday's dot, are left out.
 */
export function mergeObservations(stored: Observations | null, fetched: Observations): MergedObservations {
  const values = new Map<number, number>();
  stored?.dates.forEach((date, i) => {
    values.set(date, stored.values[i]!);
  });
  let changed = 0;
  fetched.dates.forEach((time, i) => {
    const value = fetched.values[i];
    if (!Number.isFinite(time) || value === undefined || !Number.isFinite(value)) return;
    const date = Math.floor(time / DAY_MS) * DAY_MS;
    if (values.get(date) !== value) changed += 1;
    values.set(date, value);
  });
  const dates = Float64Array.from(values.keys()).sort();
  return { observations: { dates, values: dates.map((date) => values.get(date)!) }, changed };
}
