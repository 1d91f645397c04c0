import type { IndicatorParameters } from '#quant/indicators/indicator-definition.js';
import type { AssetClass, DataInterval, IndicatorType, PriceField } from '#schema/generated/enums.js';

/** One indicator with all that it is computed with. */
export interface Indicator {
  readonly type: IndicatorType;
  readonly parameters: IndicatorParameters;
  /** Of which value of a bar; null for an indicator that is computed of several. */
  readonly source: PriceField | null;
}

/** Indicators over one series of bars. Times are epoch milliseconds, both ends included, null for no bound. */
export interface IndicatorRequest {
  readonly symbol: string;
  readonly assetClass: AssetClass;
  readonly interval: DataInterval;
  readonly from: number | null;
  readonly to: number | null;
  /** Prices as if every split and dividend had always been in them. */
  readonly adjusted: boolean;
  readonly indicators: readonly Indicator[];
}

/** `values[i]` is of the bar at `timestamps[i]`; null where undefined. */
export interface IndicatorOutputSeries {
  readonly name: string;
  readonly timestamps: Float64Array;
  readonly values: readonly (number | null)[];
}

export interface IndicatorSeries extends Indicator {
  readonly warmUpBars: number;
  readonly outputs: readonly IndicatorOutputSeries[];
}

/** The most indicators of one call. */
export const MAX_INDICATORS = 20;

/** The most values of one call, all outputs together: 100,000 bars of 20 indicators, or 2,000,000 bars of one. */
export const MAX_VALUES = 2_000_000;
