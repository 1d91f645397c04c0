import type { BarColumns } from '#lake/bar-columns.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SESSION_MINUTES = 390;

/** One-minute bars of a seeded walk, in sessions from 14:30 UTC on weekdays. */
export function minuteBars(count: number): BarColumns {
  let seed = 20_200_417;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  const column = () => new Float64Array(count);
  const bars = {
    timestamps: column(),
    ...{ open: column(), high: column(), low: column(), close: column(), volume: column(), adjustedClose: column() },
  };
  let close = 100;
  let day = Date.UTC(2005, 0, 3);
  for (let i = 0; i < count; i++) {
    const minute = i % SESSION_MINUTES;
    if (i > 0 && minute === 0) day += new Date(day).getUTCDay() === 5 ? 3 * DAY_MS : DAY_MS;
    const open = close;
    close = Math.max(1, open * (1 + (random() - 0.5) * 0.002));
    bars.timestamps[i] = day + (870 + minute) * MINUTE_MS;
    bars.open[i] = open;
    bars.high[i] = Math.max(open, close) * (1 + random() * 0.0005);
    bars.low[i] = Math.min(open, close) * (1 - random() * 0.0005);
    bars.close[i] = close;
    bars.volume[i] = Math.floor(random() * 100_000);
    bars.adjustedClose[i] = close;
  }
  return bars;
}
