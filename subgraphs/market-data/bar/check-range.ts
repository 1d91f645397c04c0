import { datesReversed, outsideCoverage } from './bar.errors.js';
import type { BarRange } from './bar.js';
import type { SourceOfBars } from './bar-source.js';

const DAY_MS = 86_400_000;
/** How long before its first bar a longer one may be dated (a month), and how long after its last (a day: a forex Sunday is Monday). */
const MADE_SLACK_MS = { before: 31 * DAY_MS, after: DAY_MS };

/** @throws BadUserInput for reversed dates, and for a range that lies wholly before or after the bars */
export function checkRange(range: BarRange, source: SourceOfBars | null): void {
  const { from, to } = range;
  if (from !== null && to !== null && from > to) throw datesReversed(from, to);
  if (source === null) return;
  const slack = source.isStored ? { before: 0, after: 0 } : MADE_SLACK_MS;
  const { firstBarAt, lastBarAt } = source.entry;
  const isAfter = from !== null && from > lastBarAt + slack.after;
  if (isAfter || (to !== null && to < firstBarAt - slack.before)) throw outsideCoverage(range, source.entry);
}
