import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataInterval } from '#schema/generated/enums.js';
import { BAR_COLUMNS, type BarColumns } from './bar-columns.js';
import { BarLakeReader } from './bar-lake-reader.js';
import { BarLakeWriter } from './bar-lake-writer.js';
import { type SessionRule, UTC_DAYS } from './session-rule.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** New York in 2019 and 2020: the changes of the clock as its law has them, at 2:00 local time. */
const CLOCK = [
  { from: 0, offsetMs: -5 * HOUR },
  { from: Date.parse('2019-03-10T07:00Z'), offsetMs: -4 * HOUR },
  { from: Date.parse('2019-11-03T06:00Z'), offsetMs: -5 * HOUR },
  { from: Date.parse('2020-03-08T07:00Z'), offsetMs: -4 * HOUR },
  { from: Date.parse('2020-11-01T06:00Z'), offsetMs: -5 * HOUR },
];
const EXCHANGE: SessionRule = { name: 'exchange', clock: CLOCK, dayStartMs: 0, anchorsMs: [9.5 * HOUR, 16 * HOUR] };
const EVENING: SessionRule = { name: 'evening', clock: CLOCK, dayStartMs: -7 * HOUR, anchorsMs: [-7 * HOUR] };

let root: string;
let writer: BarLakeWriter;
let reader: BarLakeReader;
/** With so little cache a series of more than 2,300 bars is large. */
let narrow: BarLakeReader;
let series = 0;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lake-resample-'));
  writer = await BarLakeWriter.open({ root, threads: 2 });
  reader = await BarLakeReader.open({ root, threads: 2 });
  narrow = await BarLakeReader.open({ root, threads: 2, cacheMb: 1 });
});

afterAll(async () => {
  reader.close();
  narrow.close();
  await writer.close();
  await rm(root, { recursive: true });
});

/** Bars at these times; every number of bar i says i. */
function barsAt(times: readonly number[]): BarColumns {
  const column = (value: (i: number) => number) => Float64Array.from(times, (_, i) => value(i));
  return {
    timestamps: Float64Array.from(times),
    open: column((i) => 100 + ((i * 7) % 13)),
    high: column((i) => 120 + ((i * 5) % 17)),
    low: column((i) => 80 - ((i * 3) % 19)),
    close: column((i) => 100 + ((i * 11) % 23)),
    volume: column((i) => i % 97),
    adjustedClose: column((i) => (100 + ((i * 11) % 23)) * (i < times.length / 2 ? 0.5 : 1)),
  };
}

async function store(bars: BarColumns, interval: DataInterval = DataInterval.ONE_MINUTE) {
  const symbol = `R${series++}`;
  const { snapshot } = await writer.upsert({ symbol, interval }, bars, 'test');
  return async (
    wanted: DataInterval,
    rule: SessionRule,
    options: { adjusted?: boolean; from?: number; to?: number } = {},
    by = reader,
  ) => {
    const { adjusted = false, ...range } = options;
    const request = { symbol, interval: wanted, source: interval, rule, adjusted };
    return (await by.resample(snapshot, [request], range))[0]!;
  };
}

const localParts = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
});

/** The same in plain words, by another way to the local time: the calendar of the runtime. */
function expectedBucket(time: number, interval: DataInterval, rule: SessionRule): number {
  const parts = Object.fromEntries(
    localParts.formatToParts(time).map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const local =
    rule.clock.length === 0
      ? time
      : Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute, parts.second) +
        (((time % 1000) + 1000) % 1000);
  const midnight = Math.floor((local - rule.dayStartMs) / DAY) * DAY;
  if (interval === 'DAILY') return midnight;
  const date = new Date(midnight);
  if (interval === 'WEEKLY') return midnight - ((date.getUTCDay() + 6) % 7) * DAY;
  if (interval === 'MONTHLY') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  const minutes: Partial<Record<DataInterval, number>> = {
    FIVE_MINUTES: 5,
    FIFTEEN_MINUTES: 15,
    THIRTY_MINUTES: 30,
    SIXTY_MINUTES: 60,
  };
  const width = minutes[interval]! * MINUTE;
  const since = local - midnight;
  const anchor = rule.anchorsMs.findLast((one) => since >= one) ?? rule.anchorsMs[0];
  const begin = Math.max(anchor + Math.floor((since - anchor) / width) * width, rule.dayStartMs);
  return time - (since - begin);
}

function resampledSlowly(
  bars: BarColumns,
  interval: DataInterval,
  rule: SessionRule,
  adjusted: boolean,
): Map<number, number[]> {
  const answer = new Map<number, number[]>();
  bars.timestamps.forEach((time, i) => {
    const factor = adjusted ? bars.adjustedClose[i]! / bars.close[i]! : 1;
    const [open, high, low] = [bars.open[i]! * factor, bars.high[i]! * factor, bars.low[i]! * factor];
    const close = adjusted ? bars.adjustedClose[i]! : bars.close[i]!;
    const bucket = expectedBucket(time, interval, rule);
    const before = answer.get(bucket);
    answer.set(bucket, [
      before?.[0] ?? open,
      Math.max(before?.[1] ?? high, high),
      Math.min(before?.[2] ?? low, low),
      close,
      (before?.[4] ?? 0) + bars.volume[i]!,
      bars.adjustedClose[i]!,
    ]);
  });
  return answer;
}

function asRows(bars: BarColumns): [number, number[]][] {
  return Array.from(bars.timestamps, (time, i) => [time, BAR_COLUMNS.map((column) => bars[column][i]!)]);
}

const sortedRows = (rows: Map<number, number[]>) => [...rows].sort(([a], [b]) => a - b);
const LONGER = Object.values(DataInterval).filter((interval) => interval !== DataInterval.ONE_MINUTE);

describe('resampling', () => {
  it('is what grouping by the local calendar gives, for any bars, interval and market', async () => {
    const first = Date.parse('2020-02-20T00:00Z') / MINUTE;
    const minute = fc.integer({ min: first, max: first + 40 * 1440 }).map((at) => at * MINUTE);
    const times = fc.uniqueArray(minute, { minLength: 1, maxLength: 120 }).map((found) => found.sort((a, b) => a - b));
    await fc.assert(
      fc.asyncProperty(
        times,
        fc.constantFrom(...LONGER),
        fc.constantFrom(UTC_DAYS, EXCHANGE, EVENING),
        fc.boolean(),
        async (at, interval, rule, adjusted) => {
          const bars = barsAt(at);
          const found = await (await store(bars))(interval, rule, { adjusted });
          expect(asRows(found)).toEqual(sortedRows(resampledSlowly(bars, interval, rule, adjusted)));
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  it('knows days before 1970', async () => {
    const days = ['1969-12-26', '1969-12-29', '1969-12-31', '1970-01-02', '1970-01-05'].map((day) => Date.parse(day));
    const read = await store(barsAt(days), DataInterval.DAILY);
    const dates = async (interval: DataInterval) =>
      Array.from((await read(interval, UTC_DAYS)).timestamps, (time) => new Date(time).toISOString().slice(0, 10));
    expect(await dates('WEEKLY')).toEqual(['1969-12-22', '1969-12-29', '1970-01-05']);
    expect(await dates('MONTHLY')).toEqual(['1969-12-01', '1970-01-01']);
  });

  it('opens an hour at the open, and ends it at the close and at the end of a day', async () => {
    const at = (time: string) => Date.parse(`2020-07-01T${time}:00-04:00`);
    const times = [
      '08:29',
      '08:30',
      '09:29',
      '09:30',
      '10:29',
      '10:30',
      '15:29',
      '15:30',
      '15:59',
      '16:00',
      '16:59',
      '23:59',
    ];
    const read = await store(barsAt([...times.map(at), at('23:59') + MINUTE]));
    const hours = await read('SIXTY_MINUTES', EXCHANGE);
    const local = Array.from(hours.timestamps, (time) => new Date(time - 4 * HOUR).toISOString().slice(5, 16));
    expect(local).toEqual([
      '07-01T07:30',
      '07-01T08:30',
      '07-01T09:30',
      '07-01T10:30',
      '07-01T14:30',
      '07-01T15:30',
      '07-01T16:00',
      '07-01T23:00',
      '07-02T00:00',
    ]);
    expect([...hours.volume]).toEqual([0, 1 + 2, 3 + 4, 5, 6, 7 + 8, 9 + 10, 11, 12]);
  });

  it('keeps a session in its day when the clocks change', async () => {
    // Friday before the change, Monday after it: 9:30 is 14:30 UTC, then 13:30.
    const open = ['2020-03-06T14:30Z', '2020-03-06T20:59Z', '2020-03-09T13:30Z', '2020-03-09T19:59Z'].map((time) =>
      Date.parse(time),
    );
    const read = await store(barsAt(open));
    const days = await read('DAILY', EXCHANGE);
    expect([...days.timestamps]).toEqual([Date.UTC(2020, 2, 6), Date.UTC(2020, 2, 9)]);
    const hours = await read('SIXTY_MINUTES', EXCHANGE);
    expect(Array.from(hours.timestamps, (time) => new Date(time).toISOString().slice(11, 16))).toEqual([
      '14:30',
      '20:30',
      '13:30',
      '19:30',
    ]);
  });

  it('gives the evening of a Sunday to Monday where days end at 17:00', async () => {
    const times = ['2020-07-03T20:59Z', '2020-07-05T21:00Z', '2020-07-06T20:59Z', '2020-07-06T21:00Z'].map((time) =>
      Date.parse(time),
    );
    const days = await (await store(barsAt(times)))('DAILY', EVENING);
    expect([...days.timestamps]).toEqual([Date.UTC(2020, 6, 3), Date.UTC(2020, 6, 6), Date.UTC(2020, 6, 7)]);
  });

  it('adjusts before it aggregates: a dividend in mid-week is not in the days after it', async () => {
    const one = (...values: number[]) => Float64Array.from(values);
    // Monday and Tuesday before a dividend of a half, Wednesday after it.
    const week: BarColumns = {
      timestamps: one(Date.UTC(2020, 0, 6), Date.UTC(2020, 0, 7), Date.UTC(2020, 0, 8)),
      open: one(100, 100, 52),
      high: one(110, 104, 58),
      low: one(90, 96, 50),
      close: one(100, 100, 56),
      volume: one(1, 2, 3),
      adjustedClose: one(50, 50, 56),
    };
    const read = await store(week, DataInterval.DAILY);
    const row = ([bars]: BarColumns[]) => BAR_COLUMNS.map((column) => bars![column][0]);
    expect(row([await read('WEEKLY', UTC_DAYS)])).toEqual([100, 110, 50, 56, 6, 56]);
    // Open 100 × ½; high 58 of Wednesday, not 110 × 1; low 90 × ½.
    expect(row([await read('WEEKLY', UTC_DAYS, { adjusted: true })])).toEqual([50, 58, 45, 56, 6, 56]);
  });

  it('cuts a range as a filter of all would, though it reads no more than it needs of a large series', async () => {
    const times = Array.from({ length: 30_000 }, (_, i) => Date.UTC(2020, 0, 2) + i * 7 * MINUTE);
    const read = await store(barsAt(times));
    const time = fc.integer({ min: -2_000, max: 32_000 }).map((i) => Date.UTC(2020, 0, 2) + i * 7 * MINUTE + 1);
    await fc.assert(
      fc.asyncProperty(
        time,
        time,
        fc.constantFrom(...LONGER),
        fc.constantFrom(UTC_DAYS, EXCHANGE, EVENING),
        async (from, to, interval, rule) => {
          const all = asRows(await read(interval, rule)).filter(([at]) => at >= from && at <= to);
          expect(asRows(await read(interval, rule, { from, to }))).toEqual(all);
          expect(asRows(await read(interval, rule, { from, to }, narrow))).toEqual(all);
        },
      ),
      { seed: 9, numRuns: 40 },
    );
  });

  it('gives many series in one statement, only the columns asked for, null for what there is not', async () => {
    const { snapshot } = await writer.upsert({ symbol: 'A', interval: 'DAILY' }, barsAt([0, DAY]), 'test');
    const request = (symbol: string) => ({ symbol, interval: 'WEEKLY', source: 'DAILY', rule: UTC_DAYS }) as const;
    const found = await reader.resample(snapshot, [request('NONE'), request('A'), request('A')], {
      columns: ['volume'],
    });
    expect(found[0]).toBeNull();
    expect(Object.keys(found[1]!)).toEqual(['timestamps', 'volume']);
    expect([...found[1]!.volume]).toEqual([1]);
    expect([...found[2]!.volume]).toEqual([1]);
  });

  it('gives fractions of volume the same sum every time', async () => {
    const times = Array.from({ length: 300_000 }, (_, i) => i * 10_000);
    const bars = barsAt(times);
    const read = await store({ ...bars, volume: Float64Array.from(times, (_, i) => ((i * 7919) % 1000) / 997) });
    const sums = new Set<string>();
    for (let turn = 0; turn < 5; turn++) {
      const fresh = await BarLakeReader.open({ root, threads: 2 });
      sums.add((await read('MONTHLY', UTC_DAYS, {}, fresh)).volume.join());
      fresh.close();
    }
    expect(sums.size).toBe(1);
  });
});
