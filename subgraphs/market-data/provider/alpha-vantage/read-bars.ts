import { z } from 'zod';
import type { BarColumns } from '#lake/bar-columns.js';
import { normaliseBars } from '#lake/normalise-bars.js';
import { DataInterval } from '#schema/generated/enums.js';
import type { BarsWanted } from '../market-data-provider.js';
import { periodStart } from '../period-start.js';
import { malformed } from '../provider.errors.js';
import { ALPHA_VANTAGE, type Answer } from './alpha-vantage-client.js';
import { toNumber } from './field.js';
import { TimeZone } from './zoned-time.js';

const series = z.record(z.string(), z.record(z.string(), z.unknown()));
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/;

/**
 * The bars of answers, in time order, each time once; null when there is none in the range. Times within a day come in
 * the zone that `Meta Data` names. Weeks and months, which come dated by their last trading day, are dated by their first
 * day: else the bar of a running week would be a new one every day.
 * @throws ProviderFailure for an answer that is no bars
 */
export function readBars(answers: readonly Answer[], { interval, from, to }: BarsWanted): BarColumns | null {
  const rows: Row[] = [];
  for (const answer of answers) collect(answer, interval, rows);
  // Oldest first, so that of two days of one week the later one wins.
  rows.sort((a, b) => a.stamp - b.stamp);
  const wanted = rows.filter(({ time }) => (from === null || time >= from) && (to === null || time <= to));
  if (wanted.length === 0) return null;
  const column = (value: (row: Row) => number) => Float64Array.from(wanted, value);
  return normaliseBars({
    timestamps: column(({ time }) => time),
    open: column(({ open }) => open),
    high: column(({ high }) => high),
    low: column(({ low }) => low),
    close: column(({ close }) => close),
    volume: column(({ volume }) => volume),
    adjustedClose: column(({ adjustedClose }) => adjustedClose),
  }).bars;
}

interface Row {
  /** As it came, and as it is stored: epoch milliseconds. */
  readonly stamp: number;
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly adjustedClose: number;
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
  return {
    stamp,
    time: periodStart(stamp, interval),
    open: of('open'),
    high: of('high'),
    low: of('low'),
    close,
    // Currencies have none.
    volume: values.get('volume') ?? 0,
    adjustedClose: values.get('adjusted close') ?? close,
  };
}

/** `1. open`, and in older answers of digital currencies `1a. open (USD)`, beside `1b. open (USD)`, which is a copy. */
function nameOf(key: string): string {
  return /^\d+b\./.test(key) ? key : key.replace(/^\d+a?\.\s*/, '').replace(/\s*\([A-Z]+\)$/, '');
}

function toTime(text: string, zone: TimeZone): number {
  if (DATE.test(text)) return checked(Date.parse(text), text);
  const parts = DATE_TIME.exec(text);
  return checked(parts === null ? Number.NaN : zone.toUtc(Date.parse(`${parts[1]}T${parts[2]}Z`)), text);
}

function checked(time: number, text: string): number {
  if (Number.isFinite(time)) return time;
  throw malformed(ALPHA_VANTAGE, 'a time such as 2024-01-31 or 2024-01-31 15:30:00', JSON.stringify(text.slice(0, 40)));
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
