import { DataInterval } from '#schema/generated/enums.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** From the finest to the coarsest; for a week and a month the longest there is. */
const LENGTH_MS: Readonly<Record<DataInterval, number>> = {
  [DataInterval.ONE_MINUTE]: MINUTE_MS,
  [DataInterval.FIVE_MINUTES]: 5 * MINUTE_MS,
  [DataInterval.FIFTEEN_MINUTES]: 15 * MINUTE_MS,
  [DataInterval.THIRTY_MINUTES]: 30 * MINUTE_MS,
  [DataInterval.SIXTY_MINUTES]: 60 * MINUTE_MS,
  [DataInterval.DAILY]: DAY_MS,
  [DataInterval.WEEKLY]: 7 * DAY_MS,
  [DataInterval.MONTHLY]: 31 * DAY_MS,
};

/** Bars that are stored, and from when to when; epoch milliseconds. */
export interface StoredInterval {
  readonly interval: DataInterval;
  readonly firstBarAt: number;
  readonly lastBarAt: number;
}

/**
 * Of which stored bars those of `wanted` are made: the finest below it that reach as far as any, to within one bar of
 * `wanted`; when none does, those over the longest time. (A month of minutes must not hide twenty years of days.) Null
 * when there is none below it. Months are never made of weeks, which lie across two of them.
 */
export function chooseSource(stored: readonly StoredInterval[], wanted: DataInterval): DataInterval | null {
  const below = stored
    .filter(({ interval }) => LENGTH_MS[interval] < LENGTH_MS[wanted] && interval !== DataInterval.WEEKLY)
    .toSorted((a, b) => LENGTH_MS[a.interval] - LENGTH_MS[b.interval]);
  if (below.length === 0) return null;
  const first = Math.min(...below.map(({ firstBarAt }) => firstBarAt));
  const last = Math.max(...below.map(({ lastBarAt }) => lastBarAt));
  const slack = Math.max(LENGTH_MS[wanted], DAY_MS);
  const whole = below.find(({ firstBarAt, lastBarAt }) => firstBarAt <= first + slack && lastBarAt >= last - slack);
  const span = ({ firstBarAt, lastBarAt }: StoredInterval) => lastBarAt - firstBarAt;
  return (whole ?? below.reduce((best, next) => (span(next) > span(best) ? next : best))).interval;
}

/** All intervals, from the finest to the coarsest. */
export const INTERVALS: readonly DataInterval[] = Object.values(DataInterval).toSorted(
  (a, b) => LENGTH_MS[a] - LENGTH_MS[b],
);

export function isIntraday(interval: DataInterval): boolean {
  return LENGTH_MS[interval] < DAY_MS;
}
