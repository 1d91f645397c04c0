import { expect, it } from 'vitest';
import { TimeZone } from './zoned-time.js';

/** What clocks show, as if it were UTC. */
const shown = (text: string) => Date.parse(`${text}Z`);

// The United States changed their clocks on 2024-03-10 and 2024-11-03 at 02:00 (Energy Policy Act of 2005).
it.each([
  ['in winter', '2024-01-02T09:30:00', '2024-01-02T14:30:00Z'],
  ['in summer', '2024-07-01T09:30:00', '2024-07-01T13:30:00Z'],
  ['before the change in March', '2024-03-10T01:59:00', '2024-03-10T06:59:00Z'],
  ['after the change in March', '2024-03-10T03:00:00', '2024-03-10T07:00:00Z'],
  ['a time that is skipped', '2024-03-10T02:30:00', '2024-03-10T07:30:00Z'],
  ['a time that is shown twice: the first', '2024-11-03T01:30:00', '2024-11-03T05:30:00Z'],
  ['after the change in November', '2024-11-03T02:00:00', '2024-11-03T07:00:00Z'],
  ['the evening of a day of change', '2024-11-03T19:55:00', '2024-11-04T00:55:00Z'],
])('knows New York %s', (_, local, utc) => {
  for (const name of ['US/Eastern', 'America/New_York']) {
    expect(new TimeZone(name).toUtc(shown(local))).toBe(Date.parse(utc));
  }
});

it('agrees with the system on every half hour of a year in zones on both sides of the world', () => {
  for (const name of ['America/New_York', 'Europe/London', 'Pacific/Auckland', 'Asia/Kolkata', 'UTC']) {
    const zone = new TimeZone(name);
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
    const format2 = (time: number) => format.format(time).replace(' ', 'T');
    for (let time = Date.UTC(2024, 0, 1); time < Date.UTC(2025, 0, 1); time += 30 * 60_000) {
      const local = format2(time);
      // What is shown twice means the first time.
      const first = [time - 3_600_000, time].find((candidate) => format2(candidate) === local);
      if (zone.toUtc(shown(local)) !== first) throw new Error(`${name}: ${local} is ${new Date(time).toISOString()}`);
    }
  }
});

it('refuses what is no zone', () => {
  expect(() => new TimeZone('US/Nowhere')).toThrow(RangeError);
});
