import { AssetClass, DataInterval } from '#schema/generated/enums.js';

interface TradingYear {
  readonly sessions: number;
  readonly minutesPerSession: number;
}

/** 9:30 to 16:00. */
const EXCHANGE: TradingYear = { sessions: 252, minutesPerSession: 390 };

const YEARS: Readonly<Record<AssetClass, TradingYear>> = {
  [AssetClass.STOCK]: EXCHANGE,
  [AssetClass.ETF]: EXCHANGE,
  [AssetClass.INDEX]: EXCHANGE,
  [AssetClass.CRYPTO]: { sessions: 365, minutesPerSession: 1440 },
  [AssetClass.FOREX]: { sessions: 252, minutesPerSession: 1440 },
  // CME Globex rests for an hour a day.
  [AssetClass.COMMODITY]: { sessions: 252, minutesPerSession: 1380 },
};

/** How many minutes an intraday bar covers; null for longer ones. */
const MINUTES: Readonly<Record<DataInterval, number | null>> = {
  [DataInterval.ONE_MINUTE]: 1,
  [DataInterval.FIVE_MINUTES]: 5,
  [DataInterval.FIFTEEN_MINUTES]: 15,
  [DataInterval.THIRTY_MINUTES]: 30,
  [DataInterval.SIXTY_MINUTES]: 60,
  [DataInterval.DAILY]: null,
  [DataInterval.WEEKLY]: null,
  [DataInterval.MONTHLY]: null,
};

/**
 * How many bars make a year, by which volatility is annualised: 12 months, 52 weeks, 252 days (365 for CRYPTO), and for
 * intraday bars the days × the minutes of a session ÷ the minutes of a bar. By the class and not by the bars at hand, so
 * that no later bar changes an earlier value.
 */
export function barsPerYear(interval: DataInterval, assetClass: AssetClass): number {
  if (interval === DataInterval.MONTHLY) return 12;
  if (interval === DataInterval.WEEKLY) return 52;
  const { sessions, minutesPerSession } = YEARS[assetClass];
  const minutes = MINUTES[interval];
  return minutes === null ? sessions : (sessions * minutesPerSession) / minutes;
}
