import type { DataInterval } from '#schema/generated/enums.js';

/** What happened to one instrument in one interval. Times are epoch milliseconds, UTC. */
export interface Bar {
  readonly timestamp: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly adjustedClose: number;
}

/** Bars as columns, without the adjusted close: what a chart draws. */
export interface PriceColumns {
  readonly timestamps: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

/** Which bars of one series; times are epoch milliseconds, both ends included, null for no bound. */
export interface BarRange {
  readonly symbol: string;
  readonly interval: DataInterval;
  readonly from: number | null;
  readonly to: number | null;
  /** Prices as if every split and dividend had always been in them. */
  readonly adjusted: boolean;
}

export interface BarPageRequest extends BarRange {
  readonly first: number;
  readonly after: string | null;
}

export interface SeriesRequest extends BarRange {
  readonly maxPoints: number;
}

export interface BarSeries extends PriceColumns {
  readonly downsampled: boolean;
}

export interface Quote {
  readonly symbol: string;
  readonly price: number;
  readonly previousClose: number | null;
  readonly volume: number;
  readonly asOf: number;
}

/** What the lake has of one series. */
export interface Coverage {
  readonly symbol: string;
  readonly interval: DataInterval;
  readonly firstBarAt: number;
  readonly lastBarAt: number;
  readonly barCount: number;
  readonly source: string;
  readonly updatedAt: number;
}

/** The most points of one answer, and how many there are when nobody says. */
export const MAX_POINTS = 100_000;
export const MIN_POINTS = 3;

/**
 * From which series a quote is taken, the first that there is: days before anything else, then the coarser of the
 * intraday intervals, then weeks and months.
 */
export const QUOTE_INTERVALS: readonly DataInterval[] = [
  'DAILY',
  'SIXTY_MINUTES',
  'THIRTY_MINUTES',
  'FIFTEEN_MINUTES',
  'FIVE_MINUTES',
  'ONE_MINUTE',
  'WEEKLY',
  'MONTHLY',
];
