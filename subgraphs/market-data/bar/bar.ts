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

/** What there is of one series, stored or made of shorter bars. */
export interface Coverage {
  readonly symbol: string;
  readonly interval: DataInterval;
  readonly firstBarAt: number;
  readonly lastBarAt: number;
  readonly barCount: number;
  /** The stored interval of which these bars are made; null when they are stored themselves. */
  readonly resampledFrom: DataInterval | null;
  readonly source: string;
  readonly updatedAt: number;
}

/** The most points of one answer, and how many there are when nobody says. */
export const MAX_POINTS = 100_000;
export const MIN_POINTS = 3;
