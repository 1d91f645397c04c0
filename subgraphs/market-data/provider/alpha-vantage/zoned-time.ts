const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** How far the clocks of one zone are ahead of UTC; kept by day, as a month of minutes asks for the same thirty days. */
export class TimeZone {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  /** @throws RangeError for what is no IANA name of a zone */
  constructor(name: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  }

  /**
   * Epoch milliseconds of what the zone's clocks show, given as if it were UTC. A time that the clocks skip is taken with
   * the offset before the change; of two that they show twice, it is the first.
   */
  toUtc(shown: number): number {
    const day = Math.floor(shown / DAY_MS) * DAY_MS;
    // Zones are at most 14 hours from UTC, so these two are before and after any change on that day.
    const [before, after] = [this.offsetAt(day - 15 * HOUR_MS), this.offsetAt(day + 39 * HOUR_MS)];
    if (before === after || this.computed(shown - before) === before) return shown - before;
    return this.computed(shown - after) === after ? shown - after : shown - before;
  }

  private offsetAt(time: number): number {
    let offset = this.offsets.get(time);
    if (offset === undefined) {
      offset = this.computed(time);
      if (this.offsets.size > 5_000) this.offsets.clear();
      this.offsets.set(time, offset);
    }
    return offset;
  }

  private computed(time: number): number {
    const parts = Object.fromEntries(this.format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1_000) * 1_000;
  }
}
