import { BadUserInput } from '#kit/errors/domain-error.js';
import { barDate } from '#lake/bar-date.js';
import { checkSteps } from '#lake/bar-steps.js';
import {
  EXPECTED_ADJUSTMENT,
  EXPECTED_PRICE,
  EXPECTED_VOLUME,
  isPlausibleAdjustment,
  isPlausiblePrice,
  isPlausibleVolume,
} from '#lake/plausible-bars.js';
import type { DataInterval } from '#schema/generated/enums.js';
import type { BarRows } from './ingestion.js';

/** A bar as it was sent. */
export interface SentBar {
  /** ISO 8601. */
  readonly timestamp: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly adjustedClose?: number | null;
}

export const MAX_BARS = 10_000;
/** How many bad bars a refusal describes. */
const DESCRIBED = 5;
const EARLIEST = Date.UTC(1800, 0, 1);
const LATEST = Date.UTC(2200, 11, 31);
const PRICES = ['open', 'high', 'low', 'close'] as const;

/**
 * The bars as columns. Daily and longer ones are dated by their day, Monday or first of the month in UTC, for a sent time
 * is an instant: how it was written is not known here. A price of 0 or less is no fault of the call: such
 * a bar is left out when the others are written, and told of.
 * @throws BadUserInput when there is none, more than 10,000, any that cannot be read, or when they are closer together
 *   than bars of the interval; then none is taken
 */
export function toBarRows(bars: readonly SentBar[], interval: DataInterval): BarRows {
  if (bars.length < 1 || bars.length > MAX_BARS) {
    throw new BadUserInput(`bars: expected 1 to ${MAX_BARS}, found ${bars.length}; import a file for more.`);
  }
  const faults = bars.flatMap((bar, index) => {
    const fault = faultOf(bar);
    return fault === null ? [] : [{ index, ...fault }];
  });
  if (faults.length > 0) throw refusal(faults);
  const column = (value: (bar: SentBar) => number) => Float64Array.from(bars, value);
  const times = column(({ timestamp }) => Date.parse(timestamp));
  checkSteps(times, interval, 'bars');
  return {
    timestamps: times.map((time) => barDate(time, interval)),
    open: column(({ open }) => open),
    high: column(({ high }) => high),
    low: column(({ low }) => low),
    close: column(({ close }) => close),
    volume: column(({ volume }) => volume),
    adjustedClose: column(({ close, adjustedClose }) => adjustedClose ?? close),
  };
}

interface Fault {
  readonly field: string;
  readonly expected: string;
  readonly found: string | number;
}

function faultOf(bar: SentBar): Fault | null {
  const time = Date.parse(bar.timestamp);
  if (!(time >= EARLIEST && time <= LATEST)) {
    return { field: 'timestamp', expected: 'a time from 1800 to 2200', found: bar.timestamp };
  }
  const prices = bar.adjustedClose == null ? PRICES : ([...PRICES, 'adjustedClose'] as const);
  for (const field of prices) {
    const price = bar[field]!;
    if (!Number.isFinite(price)) return { field, expected: 'a number', found: price };
    if (field !== 'adjustedClose' && !isPlausiblePrice(price)) return { field, expected: EXPECTED_PRICE, found: price };
  }
  if (!isPlausibleAdjustment(bar.adjustedClose ?? bar.close, bar.close)) {
    return { field: 'adjustedClose', expected: EXPECTED_ADJUSTMENT, found: bar.adjustedClose! };
  }
  if (!Number.isFinite(bar.volume) || bar.volume < 0) {
    return { field: 'volume', expected: 'a number of 0 or more', found: bar.volume };
  }
  return isPlausibleVolume(bar.volume) ? null : { field: 'volume', expected: EXPECTED_VOLUME, found: bar.volume };
}

function refusal(faults: readonly (Fault & { readonly index: number })[]): BadUserInput {
  const shown = faults.slice(0, DESCRIBED);
  const described = shown.map(
    ({ index, field, expected, found }) => `bars[${index}].${field}: expected ${expected}, found ${found}`,
  );
  const more = faults.length > shown.length ? `; and ${faults.length - shown.length} more` : '';
  const count = `${faults.length} bad ${faults.length === 1 ? 'bar' : 'bars'}, so none was taken`;
  return new BadUserInput(`${count}. ${described.join('; ')}${more}.`, { badRows: faults.length, rows: shown });
}
