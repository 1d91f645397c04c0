import { z } from 'zod';
import { barDate } from '#lake/bar-date.js';
import { DataInterval } from '#schema/generated/enums.js';
import { calendarTime } from '../calendar-time.js';
import { type GivenRow, toFetchedBars } from '../fetched-bars.js';
import type { BarsWanted, FetchedBars } from '../market-data-provider.js';
import { malformed } from '../provider.errors.js';
import { ALPHA_VANTAGE, type Answer } from './alpha-vantage-client.js';
import { toNumber } from './field.js';
import { TimeZone } from './zoned-time.js';

const series = z.record(z.string(), z.record(z.string(), z.unknown()));
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/**
 * The bars of answers, each time once; null when there is none in the range. Times within a day come in the zone that
 * `Meta Data` names. Weeks and months, which come dated by their last trading day, are dated by their first day: else the
 * bar of a running week would be a new one every day.
 * @param now epoch milliseconds
 * @throws ProviderFailure for an answer that is no bars
 */
export function readBars(answers: readonly Answer[], wanted: BarsWanted, now: number): FetchedBars | null {
  const rows: Row[] = [];
  for (const answer of answers) collect(answer, wanted.interval, rows);
  const latest = new Map<number, Row>();
  // Of two days of one week the later one wins.
  for (const row of rows) {
    const other = latest.get(row.time);
    if (other === undefined || other.stamp <= row.stamp) latest.set(row.time, row);
  }
  const distinct = rows.filter((row) => Number.isNaN(row.time) || latest.get(row.time) === row);
  const isAdjusted = rows.every((row) => row.isAdjusted);
  return toFetchedBars(ALPHA_VANTAGE, distinct, wanted, { isAdjusted, now });
}

interface Row extends GivenRow {
  /** As it came; `time` is as it is stored. Epoch milliseconds. */
  readonly stamp: number;
  readonly isAdjusted: boolean;
}

function collect(answer: Answer, interval: DataInterval, rows: Row[]): void {
  const name = Object.keys(answer).find((key) => /time series/i.test(key));
  // A month before the first trade, and a symbol that is known and not traded: an empty object.
  if (name === undefined) {
    if (Object.keys(answer).length === 0 || 'Meta Data' in answer) return;
    throw malformed(
      ALPHA_VANTAGE,
      'a time series',
      `the keys ${Object.keys(answer).slice(0, 5).join(', ').slice(0, 100)}`,
    );
  }
  const parsed = series.safeParse(answer[name]);
  if (!parsed.success) throw malformed(ALPHA_VANTAGE, 'a time series of objects', typeof answer[name]);
  const zone = new TimeZone(zoneOf(answer));
  for (const [stamp, fields] of Object.entries(parsed.data)) rows.push(toRow(stamp, fields, zone, interval));
}

function toRow(text: string, fields: Readonly<Record<string, unknown>>, zone: TimeZone, interval: DataInterval): Row {
  const stamp = toTime(text, zone);
  const values = new Map(Object.entries(fields).map(([key, value]) => [nameOf(key), toNumber(value)]));
  const of = (name: string): number => {
    const value = values.get(name) ?? null;
    if (value === null) throw malformed(ALPHA_VANTAGE, `a number as ${name} of ${text}`, 'none');
    return value;
  };
  const close = of('close');
  const adjustedClose = values.get('adjusted close') ?? null;
  return {
    dated: text,
    stamp,
    time: barDate(stamp, interval),
    open: of('open'),
    high: of('high'),
    low: of('low'),
    close,
    // Currencies have none.
    volume: values.get('volume') ?? 0,
    adjustedClose: adjustedClose ?? close,
    isAdjusted: adjustedClose !== null,
  };
}

/** `1. open`, and in older answers of digital currencies `1a. open (USD)`, beside `1b. open (USD)`, which is a copy. */
function nameOf(key: string): string {
  return /^\d+b\./.test(key) ? key : key.replace(/^\d+a?\.\s*/, '').replace(/\s*\([A-Z]+\)$/, '');
}

/** NaN for a day that there is not. */
function toTime(text: string, zone: TimeZone): number {
  if (DATE.test(text)) return calendarTime(text);
  const parts = DATE_TIME.exec(text);
  if (parts === null) {
    const found = JSON.stringify(text.slice(0, 40));
    throw malformed(ALPHA_VANTAGE, 'a time such as 2024-01-31 or 2024-01-31 15:30:00', found);
  }
  const shown = calendarTime(`${parts[1]}T${parts[2]}Z`);
  return Number.isNaN(shown) ? shown : zone.toUtc(shown);
}

/** `US/Eastern`, `UTC`; the number before the key differs from function to function. */
function zoneOf(answer: Answer): string {
  const meta = z.record(z.string(), z.unknown()).safeParse(answer['Meta Data']).data ?? {};
  const found = Object.entries(meta).find(([key]) => /time zone/i.test(key))?.[1];
  const name = typeof found === 'string' ? found : 'UTC';
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw malformed(ALPHA_VANTAGE, 'the name of a time zone', JSON.stringify(name.slice(0, 40)));
  }
}
