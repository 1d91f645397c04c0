/** How much markets care for a release, by custom. */
export type EventImportance = 'HIGH' | 'MEDIUM' | 'LOW';

/** When a statistic is, or was, to be released: by a rule of its publisher, not by its published list of dates. */
export interface ScheduledRelease {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly releasedAt: number;
  readonly importance: EventImportance;
  /** The rule, and whose it is. */
  readonly rule: string;
  /** Codes of the series that it brings values of; the first that is stored is shown. */
  readonly seriesCodes: readonly string[];
}

/** The most days of one calendar, and how many there are when nobody says. */
export const MOST_CALENDAR_DAYS = 366;
export const CALENDAR_DAYS = 30;
