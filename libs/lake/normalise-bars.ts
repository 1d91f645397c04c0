import { BAR_COLUMNS, type BarColumns } from './bar-columns.js';
import { MAX_LISTED } from './given-bars.js';

export interface NormalisedBars {
  readonly bars: BarColumns;
  /** Bars that a later one with the same timestamp replaced. */
  readonly duplicates: number;
  /** The timestamps that were given more than once, in order, each as often as it came again; the first 10,000. */
  readonly duplicateTimestamps: readonly number[];
}

/**
 * The bars in time order, each timestamp once: of several bars with one timestamp the last given wins.
 * @throws RangeError when the columns differ in length, or hold what is not a finite number
 */
export function normaliseBars(given: BarColumns): NormalisedBars {
  const { timestamps } = given;
  const count = timestamps.length;
  for (const name of ['timestamps', ...BAR_COLUMNS] as const) {
    if (given[name].length !== count)
      throw new RangeError(`${name} has ${given[name].length} values, others ${count}.`);
    if (!given[name].every(Number.isFinite)) throw new RangeError(`${name} holds what is not a finite number.`);
  }
  if (isStrictlyIncreasing(timestamps)) return { bars: given, duplicates: 0, duplicateTimestamps: [] };
  // Sorting is stable: equal timestamps keep their order, so the last of a run is the last given.
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => timestamps[a]! - timestamps[b]! || a - b,
  );
  const kept = order.filter((row, i) => i + 1 === count || timestamps[order[i + 1]!] !== timestamps[row]);
  const repeated: number[] = [];
  for (let i = 1; i < count && repeated.length < MAX_LISTED; i++) {
    if (timestamps[order[i]!] === timestamps[order[i - 1]!]) repeated.push(timestamps[order[i]!]!);
  }
  const pick = (column: Float64Array) => Float64Array.from(kept, (row) => column[row]!);
  return {
    bars: {
      timestamps: pick(timestamps),
      open: pick(given.open),
      high: pick(given.high),
      low: pick(given.low),
      close: pick(given.close),
      volume: pick(given.volume),
      adjustedClose: pick(given.adjustedClose),
    },
    duplicates: count - kept.length,
    duplicateTimestamps: repeated,
  };
}

/** True when each value is greater than the one before it. */
export function isStrictlyIncreasing(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (!(values[i]! > values[i - 1]!)) return false;
  return true;
}
