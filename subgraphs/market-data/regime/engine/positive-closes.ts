import type { DailyCloses } from '../regime.js';

/** The bars whose adjusted close is above 0; others have no return, and no regime. Views of the columns where all are. */
export function positiveCloses(timestamps: Float64Array, adjustedClose: Float64Array): DailyCloses {
  if (adjustedClose.every((close) => close > 0)) return { timestamps, close: adjustedClose };
  return {
    timestamps: timestamps.filter((_, i) => adjustedClose[i]! > 0),
    close: adjustedClose.filter((close) => close > 0),
  };
}
