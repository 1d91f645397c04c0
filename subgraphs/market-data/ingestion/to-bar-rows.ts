import { BadUserInput } from '#kit/errors/domain-error.js';
import { DataInterval } from '#schema/generated/enums.js';
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
const DAY_MS = 86_400_000;
const EARLIEST = Date.UTC(1800, 0, 1);
const LATEST = Date.UTC(2200, 11, 31);
const PRICES = ['open', 'high', 'low', 'close'] as const;

/**
 * The bars as columns. Daily and longer ones are dated by their day. A price of 0 or less is no fault of the call: such
 * a bar is left out when the others are written, and told of.
 * @throws BadUserInput when there is none, more than 10,000, or any that cannot be read; then none is taken
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
  const isDated =
    interval === DataInterval.DAILY || interval === DataInterval.WEEKLY || interval === DataInterval.MONTHLY;
  const column = (value: (bar: SentBar) => number) => Float64Array.from(bars, value);
  return {
    timestamps: column(({ timestamp }) => {
      const time = Date.parse(timestamp);
      return isDated ? Math.floor(time / DAY_MS) * DAY_MS : time;
    }),
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
  }
  if (Number.isFinite(bar.volume) && bar.volume >= 0) return null;
  return { field: 'volume', expected: 'a number of 0 or more', found: bar.volume };
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
