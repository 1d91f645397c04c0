import { newYorkClock } from '../../bar/engine/new-york-clock.js';

const HOUR_MS = 3_600_000;

/**
 * The instant of a time of day in New York, as epoch milliseconds; right for every time from 3:00 on, by when the clock
 * has changed on the days on which it does.
 *
 * @param day epoch milliseconds of midnight UTC of the day's date
 * @param minutes since midnight, by the clock on the wall
 */
export function newYorkInstant(day: number, minutes: number): number {
  const wall = day + minutes * 60_000;
  // New York is four or five hours behind: five later the clock is as it is then, unless it changes in that hour.
  const [clock] = newYorkClock(wall + 5 * HOUR_MS, wall + 5 * HOUR_MS);
  return wall - clock!.offsetMs;
}
