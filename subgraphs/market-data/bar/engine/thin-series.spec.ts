import { expect, it } from 'vitest';
import { thinSeries } from './thin-series.js';

const column = (scale: number) => Float64Array.from({ length: 50 }, (_, i) => Math.sin(i) * scale + 10);
const bars = {
  timestamps: Float64Array.from({ length: 50 }, (_, i) => i),
  open: column(1),
  high: column(2),
  low: column(3),
  close: column(4),
  volume: column(5),
};

it('keeps whole bars, the first and the last among them', () => {
  const thin = thinSeries(bars, 7);
  expect([thin.timestamps.length, thin.timestamps[0], thin.timestamps.at(-1)]).toEqual([7, 0, 49]);
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
    expect([...thin[name]]).toEqual(Array.from(thin.timestamps, (i) => bars[name][i]));
  }
});

it('gives the very same bars when there are not too many', () => {
  expect(thinSeries(bars, 50)).toBe(bars);
});
