import type { Clock } from '#kit/time/clock.js';
import { CALENDAR_DAYS, MOST_CALENDAR_DAYS, type ScheduledRelease } from './economic-event.js';
import type { EconomicSeries } from './economic-series.js';
import { calendarTooLong, datesReversed } from './economics.errors.js';
import type { EconomicsService } from './economics.service.js';
import { scheduleReleases } from './engine/schedule-releases.js';

const DAY_MS = 86_400_000;

export interface EconomicEvent extends ScheduledRelease {
  readonly series: EconomicSeries | null;
}

/** When statistics are released. */
export class CalendarService {
  constructor(
    private readonly economics: EconomicsService,
    private readonly clock: Clock,
  ) {}

  /**
   * The releases of some days in New York, in their order; of 30 days from the one that is given, or from today.
   *
   * @throws BadUserInput for reversed days, and for more than 366
   */
  async list(from: string | null, to: string | null): Promise<EconomicEvent[]> {
    const days = (CALENDAR_DAYS - 1) * DAY_MS;
    const first = from ?? (to === null ? this.today() : dayOf(Date.parse(to) - days));
    const last = to ?? dayOf(Date.parse(first) + days);
    const [start, end] = [Date.parse(first), Date.parse(last)];
    if (start > end) throw datesReversed(first, last);
    if ((end - start) / DAY_MS + 1 > MOST_CALENDAR_DAYS) throw calendarTooLong(first, last, MOST_CALENDAR_DAYS);
    const stored = new Map((await this.economics.list()).map((series) => [series.code, series]));
    return scheduleReleases(start, end).map((release) => {
      const code = release.seriesCodes.find((candidate) => stored.has(candidate));
      return { ...release, series: code === undefined ? null : stored.get(code)! };
    });
  }

  private today(): string {
    return dayOf(this.clock.now().getTime());
  }
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
