import type { ScheduledRelease } from '../economic-event.js';
import { newYorkInstant } from './new-york-time.js';
import { RELEASE_RULES } from './release-rules.js';

/**
 * The releases of some days by the rules of their publishers, in order of time, then of name.
 *
 * @param from the first day in New York; epoch milliseconds of midnight UTC
 * @param to the last day, itself included
 */
export function scheduleReleases(from: number, to: number): ScheduledRelease[] {
  const releases: ScheduledRelease[] = [];
  const first = new Date(from);
  for (let year = first.getUTCFullYear(), month = first.getUTCMonth() + 1; Date.UTC(year, month - 1, 1) <= to; ) {
    for (const { since, minutes, days, ...release } of RELEASE_RULES) {
      for (const day of days(year, month)) {
        if (day < from || day > to || day < since) continue;
        releases.push({ ...release, releasedAt: newYorkInstant(day, minutes) });
      }
    }
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return releases.sort((a, b) => a.releasedAt - b.releasedAt || (a.name < b.name ? -1 : 1));
}
