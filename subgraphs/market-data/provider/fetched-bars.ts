import type { BarColumns } from '#lake/bar-columns.js';
import { isPlausibleAdjustment, isPlausiblePrice, isPlausibleVolume } from '#lake/plausible-bars.js';
import type { BarsWanted, FetchedBars } from './market-data-provider.js';
import { implausible } from './provider.errors.js';

/** A bar as a provider gives it; its numbers are finite. */
export interface GivenRow {
  /** As the provider writes it, for who has to be told of it. */
  readonly dated: string;
  /** Epoch milliseconds; NaN for a day that there is not. */
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** The close where the provider does not adjust. */
  readonly adjustedClose: number;
}

const EARLIEST = Date.UTC(1800, 0, 1);
const DAY_MS = 86_400_000;

/** Whether a bar may be of this time: from 1800 until tomorrow, as somewhere it is tomorrow already. */
export function isPlausibleTime(time: number, now: number): boolean {
  return time >= EARLIEST && time <= now + DAY_MS;
}

/**
 * What a provider gave, as all of them hand it on: wanted bars in time order, those of one time in the order in which
 * they were given. Rows that cannot be are left out and told of: one dated 2034 would be the last bar, from which on is
 * asked, for years.
 * @param now epoch milliseconds
 * @returns null when there is none in the range
 * @throws ProviderFailure when all rows are such that cannot be
 */
export function toFetchedBars(
  provider: string,
  rows: readonly GivenRow[],
  { from, to }: Pick<BarsWanted, 'from' | 'to'>,
  { isAdjusted, now }: { readonly isAdjusted: boolean; readonly now: number },
): FetchedBars | null {
  const good: GivenRow[] = [];
  const bad: GivenRow[] = [];
  for (const row of rows) {
    const isWithin = (from === null || row.time >= from) && (to === null || row.time <= to);
    if (!isPlausibleTime(row.time, now)) bad.push(row);
    else if (isWithin) (isBar(row) ? good : bad).push(row);
  }
  const refused = bad.length === 0 ? null : { count: bad.length, first: describe(bad[0]!, now) };
  if (good.length === 0) {
    if (refused === null) return null;
    throw implausible(provider, refused);
  }
  good.sort((a, b) => a.time - b.time);
  return { bars: toColumns(good), isAdjusted, refused };
}

/** Whether its numbers may be a bar's. A price of 0 or less is not looked for here: who takes bars in tells of it. */
function isBar({ open, high, low, close, volume, adjustedClose }: GivenRow): boolean {
  if (!(volume >= 0 && isPlausibleVolume(volume))) return false;
  return [open, high, low, close].every(isPlausiblePrice) && isPlausibleAdjustment(adjustedClose, close);
}

function describe(row: GivenRow, now: number): string {
  const { dated, time, volume, open, high, low, close, adjustedClose } = row;
  if (!isPlausibleTime(time, now)) return `the date ${dated.slice(0, 40)}`;
  if (!(volume >= 0 && isPlausibleVolume(volume))) return `the volume ${volume} on ${dated}`;
  return `the prices ${[open, high, low, close, adjustedClose].join(', ')} on ${dated}`;
}

function toColumns(rows: readonly GivenRow[]): BarColumns {
  const column = (value: (row: GivenRow) => number) => Float64Array.from(rows, value);
  return {
    timestamps: column(({ time }) => time),
    open: column(({ open }) => open),
    high: column(({ high }) => high),
    low: column(({ low }) => low),
    close: column(({ close }) => close),
    volume: column(({ volume }) => volume),
    adjustedClose: column(({ adjustedClose }) => adjustedClose),
  };
}
