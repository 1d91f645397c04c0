import type { BarColumns } from '#lake/bar-columns.js';

const DAY_MS = 86_400_000;

/** Daily bars of a slow wave with a drift, from a day on: the same at every call. */
export function waveBars(firstDay: string, count: number, period = 40): BarColumns {
  const first = Date.parse(firstDay);
  const column = (value: (i: number) => number) => Float64Array.from({ length: count }, (_, i) => value(i));
  const close = column((i) => 100 * Math.exp(0.0005 * i + 0.1 * Math.sin((2 * Math.PI * i) / period)));
  return {
    timestamps: column((i) => first + i * DAY_MS),
    open: column((i) => close[Math.max(0, i - 1)]!),
    high: column((i) => Math.max(close[i]!, close[Math.max(0, i - 1)]!) * 1.002),
    low: column((i) => Math.min(close[i]!, close[Math.max(0, i - 1)]!) * 0.998),
    close,
    volume: column(() => 1000),
    adjustedClose: close,
  };
}
