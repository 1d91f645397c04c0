const MINUTE_MS = 60_000;

/** From when on the clock differs from UTC by so much; epoch milliseconds. */
export interface ClockStep {
  readonly from: number;
  readonly offsetMs: number;
}

const stepsByYear = new Map<number, readonly ClockStep[]>();
const format = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
});

/**
 * New York's clock over a span of time: how far it is from UTC at its beginning, and at every change until its end. The
 * changes are those of the time zone America/New_York of the IANA database, to the minute.
 *
 * @param first epoch milliseconds
 * @param last epoch milliseconds, not before `first`
 */
export function newYorkClock(first: number, last: number): ClockStep[] {
  const steps: ClockStep[] = [{ from: first, offsetMs: newYorkOffset(first) }];
  const lastYear = new Date(last).getUTCFullYear();
  for (let year = new Date(first).getUTCFullYear(); year <= lastYear; year++) {
    for (const step of stepsOf(year)) if (step.from > first && step.from <= last) steps.push(step);
  }
  return steps;
}

function stepsOf(year: number): readonly ClockStep[] {
  const known = stepsByYear.get(year);
  if (known !== undefined) return known;
  const steps: ClockStep[] = [];
  // A new year's first instants are looked at from the one before, so that no change falls between two years.
  for (let month = 0; month < 12; month++) {
    const [begin, end] = [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
    if (newYorkOffset(begin) === newYorkOffset(end)) continue;
    const from = changeBetween(begin, end);
    steps.push({ from, offsetMs: newYorkOffset(from) });
  }
  stepsByYear.set(year, steps);
  return steps;
}

/** The first minute at which the clock is as it is at `end`. */
function changeBetween(begin: number, end: number): number {
  const offset = newYorkOffset(end);
  let [before, after] = [begin, end];
  while (after - before > MINUTE_MS) {
    const middle = Math.floor((before + after) / 2 / MINUTE_MS) * MINUTE_MS;
    if (newYorkOffset(middle) === offset) after = middle;
    else before = middle;
  }
  return after;
}

function newYorkOffset(epochMs: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(epochMs)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts as Record<string, number>;
  const clock = Date.UTC(year!, month! - 1, day, hour, minute, second);
  return clock - Math.floor(epochMs / 1000) * 1000;
}
