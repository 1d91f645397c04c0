import { describe, expect, it } from 'vitest';
import { adjustBars } from './adjust-bars.js';

describe('adjustBars', () => {
  it('scales open, high and low as the close is scaled: a 2-for-1 split', () => {
    const one = (value: number) => Float64Array.of(value);
    const bars = { timestamps: one(0), open: one(100), high: one(110), low: one(90), close: one(104), volume: one(7) };
    const adjusted = adjustBars(bars, one(52));
    expect([adjusted.open[0], adjusted.high[0], adjusted.low[0], adjusted.close[0], adjusted.volume[0]]).toEqual([
      50, 55, 45, 52, 7,
    ]);
    expect(bars.close[0]).toBe(104);
  });
});
