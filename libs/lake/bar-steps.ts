import { BadUserInput } from '#kit/errors/domain-error.js';
import { DataInterval } from '#schema/generated/enums.js';
import { barDate, isCalendarInterval } from './bar-date.js';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** From the longest to the shortest; of a month the shortest there is. */
const LENGTHS: readonly (readonly [DataInterval, number])[] = [
  [DataInterval.MONTHLY, 28 * DAY_MS],
  [DataInterval.WEEKLY, 7 * DAY_MS],
  [DataInterval.DAILY, DAY_MS],
  [DataInterval.SIXTY_MINUTES, 60 * MINUTE_MS],
  [DataInterval.THIRTY_MINUTES, 30 * MINUTE_MS],
  [DataInterval.FIFTEEN_MINUTES, 15 * MINUTE_MS],
  [DataInterval.FIVE_MINUTES, 5 * MINUTE_MS],
  [DataInterval.ONE_MINUTE, MINUTE_MS],
];

/** Clocks are not exact: a step that falls short of its interval by less than this part is as long. */
const SLACK = 0.1;

/** Below this a step from bar to bar is too short for an intraday interval; 0 for a calendar interval, where days count. */
export function shortStepMs(interval: DataInterval): number {
  if (isCalendarInterval(interval)) return 0;
  return LENGTHS.find(([name]) => name === interval)![1] * (1 - SLACK);
}

/** Bars are none of their interval when more than half of the steps between them are too short. */
export function areTooShort(shortSteps: number, steps: number): boolean {
  return shortSteps * 2 > steps;
}

/**
 * Looks whether moments can be those of bars of an interval: most of them at least its length from the one before, or in
 * another day, week or month. In any order; equal ones count once.
 * @throws BadUserInput that names the step found, and the interval that fits it
 */
export function checkSteps(times: Float64Array, interval: DataInterval, argument: string): void {
  const moments = [...new Set(times)].sort((a, b) => a - b);
  const steps = moments.slice(1).map((time, i) => time - moments[i]!);
  const least = shortStepMs(interval);
  const isShort = (step: number, i: number) =>
    least > 0 ? step < least : barDate(moments[i]!, interval) === barDate(moments[i + 1]!, interval);
  if (!areTooShort(steps.filter(isShort).length, steps.length)) return;
  const median = steps.sort((a, b) => a - b)[steps.length >> 1]!;
  throw refuseSteps(interval, median, argument);
}

/** @param argument what was wrong with: the file, the bars of a call */
export function refuseSteps(interval: DataInterval, medianStepMs: number, argument: string): BadUserInput {
  const fitting = LENGTHS.find(([, length]) => medianStepMs >= length * (1 - SLACK))?.[0] ?? null;
  const advice =
    fitting === null ? 'No interval is so short' : `Give the interval ${fitting}, if that is what they are`;
  return new BadUserInput(
    `${argument}: expected bars of the interval ${interval}, found most of them only ${inWords(medianStepMs)} apart. ${advice}; nothing was taken.`,
    { interval, medianStepSeconds: medianStepMs / 1000, fitting },
  );
}

function inWords(ms: number): string {
  const [unit, length] = ms >= DAY_MS ? ['days', DAY_MS] : ms >= MINUTE_MS ? ['minutes', MINUTE_MS] : ['seconds', 1000];
  const count = Number((ms / (length as number)).toPrecision(3));
  return `${count} ${count === 1 ? (unit as string).slice(0, -1) : unit}`;
}
