import type { Drawdowns } from '#quant/statistics/drawdowns.js';
import { mean } from '#quant/statistics/mean.js';
import type { PerformanceMetrics } from '../backtest.js';

const MS_PER_DAY = 86_400_000;
/** A drawdown that begins on the last bar spans one: it is no episode to average yet. */
const LEAST_BARS = 2;

export type DrawdownStatistics = Pick<
  PerformanceMetrics,
  'maxDrawdown' | 'averageDrawdown' | 'maxDrawdownDays' | 'averageDrawdownDays'
>;

/** Depths and lengths of the drawdowns. Days are calendar days; the averages are over those that span two bars or more. */
export function drawdownStatistics(drawdowns: Drawdowns, timestamps: Float64Array): DrawdownStatistics {
  let maxDrawdown = 0;
  let maxDays: number | null = null;
  const depths: number[] = [];
  const lengths: number[] = [];
  for (let i = 0; i < drawdowns.count; i++) {
    const depth = drawdowns.depth[i]!;
    const days = drawdownDays(drawdowns, i, timestamps);
    maxDrawdown = Math.max(maxDrawdown, depth);
    maxDays = Math.max(maxDays ?? 0, days);
    if (drawdowns.end[i]! - drawdowns.start[i]! < LEAST_BARS) continue;
    depths.push(depth);
    lengths.push(days);
  }
  return {
    maxDrawdown,
    averageDrawdown: mean(depths),
    maxDrawdownDays: maxDays,
    averageDrawdownDays: mean(lengths),
  };
}

/** Calendar days of a drawdown, from its peak to its end. One that starts below the initial cash counts from the first bar. */
export function drawdownDays(drawdowns: Drawdowns, index: number, timestamps: Float64Array): number {
  const start = Math.max(0, drawdowns.start[index]!);
  return (timestamps[drawdowns.end[index]!]! - timestamps[start]!) / MS_PER_DAY;
}
