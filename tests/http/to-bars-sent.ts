import type { BarColumns } from '#lake/bar-columns.js';
import type { BarSent } from './product-operations.js';

/** Bars as `ingestBars` takes them. */
export function toBarsSent(bars: BarColumns): BarSent[] {
  return Array.from(bars.timestamps, (timestamp, i) => ({
    timestamp: new Date(timestamp).toISOString(),
    open: bars.open[i]!,
    high: bars.high[i]!,
    low: bars.low[i]!,
    close: bars.close[i]!,
    volume: bars.volume[i]!,
  }));
}
