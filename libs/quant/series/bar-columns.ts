/**
 * Bars of one symbol as columns of equal length, oldest first.
 *
 * `timestamps` are epoch milliseconds (UTC), strictly increasing. Prices are in the instrument's currency, volume in units.
 */
export interface BarColumns {
  readonly timestamps: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}
