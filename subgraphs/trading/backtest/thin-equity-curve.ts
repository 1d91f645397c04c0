import { largestTriangleThreeBuckets } from '#quant/numeric/largest-triangle-three-buckets.js';
import type { EquityColumns } from './backtest-results.js';

/** More points than any screen shows, and as many as one answer carries. */
export const MOST_POINTS = 20_000;

/** The curve in at most `maxPoints` points, those of the equity that keep its shape; the other columns follow them. */
export function thinEquityCurve(curve: EquityColumns, maxPoints: number) {
  const { timestamps, equity, drawdown, cash, benchmark } = curve;
  const chosen = timestamps.length > maxPoints ? largestTriangleThreeBuckets(timestamps, equity, maxPoints) : null;
  const pick = (column: Float64Array): number[] =>
    chosen === null ? Array.from(column) : Array.from(chosen, (index) => column[index]!);
  return {
    timestamps: pick(timestamps),
    equity: pick(equity),
    drawdown: pick(drawdown),
    cash: pick(cash),
    benchmark: benchmark === null ? null : pick(benchmark),
  };
}
