import type { DataInterval } from '#schema/generated/enums.js';

/** How one series of bars is kept up to date. Times are ISO 8601. */
export interface Feed {
  readonly symbol: string;
  readonly interval: DataInterval;
  /** Who was asked last; null before the first time. */
  readonly provider: string | null;
  readonly lastCollectedAt: string | null;
  /** Whether bars were ever collected without an end: then they should go on to these days. */
  readonly isOpenEnded: boolean;
  readonly lastAttemptAt: string | null;
  /** Why the last attempt brought nothing; null when it was well, or when the failure does not speak against what is stored. */
  readonly lastError: string | null;
  /** Who want it collected again and again; nobody at first. */
  readonly keptFor: readonly string[];
}

/** How old an attempt must be for a series that is kept up to date to be collected again. */
export const COLLECT_EVERY_MS: Readonly<Record<DataInterval, number>> = {
  ONE_MINUTE: 5 * 60_000,
  FIVE_MINUTES: 5 * 60_000,
  FIFTEEN_MINUTES: 15 * 60_000,
  THIRTY_MINUTES: 30 * 60_000,
  SIXTY_MINUTES: 60 * 60_000,
  DAILY: 6 * 3_600_000,
  WEEKLY: 24 * 3_600_000,
  MONTHLY: 24 * 3_600_000,
};
