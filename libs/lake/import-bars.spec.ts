import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { DataInterval } from '#schema/generated/enums.js';
import { importPlace, refusal } from '../../tests/support/import-place.js';
import { importBars } from './import-bars.js';

const place = importPlace();
const { load } = place;

describe('headers', () => {
  it.each([
    ['Date,Open,High,Low,Close,Adj Close,Volume', '2020-01-02,1,4,0.5,2,1.5,100'],
    ['timestamp,o,h,l,c,adjusted_close,vol', '2020-01-02T00:00:00Z,1,4,0.5,2,1.5,100'],
    ['ts,o,h,l,c,adjclose,v', '1577923200,1,4,0.5,2,1.5,100'],
    ['t,o,h,l,c,adjclose,v', '1577923200.0,1,4,0.5,2,1.5,100'],
    ['\uFEFFDATETIME;OPEN;HIGH;LOW;CLOSE;adjustedClose;VOLUME', '2020-01-02;1;4;0.5;2;1.5;100'],
    [
      '"time"\t"open"\t"high"\t"low"\t"close"\t"AdjClose"\t"volume"',
      '"1577923200"\t"1"\t"4"\t"0.5"\t"2"\t"1.5"\t"100"',
    ],
  ])('reads %s', async (header, row) => {
    const { bars, days } = await load(`${header}\n${row}\n`);
    expect(days).toEqual(['2020-01-02T00:00:00.000Z']);
    const { open, high, low, close, adjustedClose, volume } = bars;
    expect([open, high, low, close, adjustedClose, volume].map((column) => column[0])).toEqual([
      1, 4, 0.5, 2, 1.5, 100,
    ]);
  });

  it('takes a file with a date and a price alone', async () => {
    const { bars } = await load('month,price\nJan 1 2000,39.81\nFeb 1 2000,36.35\n', {
      interval: DataInterval.MONTHLY,
    });
    expect([...bars.open]).toEqual([39.81, 36.35]);
    expect([...bars.adjustedClose]).toEqual([39.81, 36.35]);
    expect([...bars.volume]).toEqual([0, 0]);
  });

  it.each([
    ['open,high,low,close', 'a column for the time'],
    ['date,open,high,low', 'a column for the close'],
    ['date,open,close', 'high and low not found'],
    ['date,close,price', 'one column for close, found "close" and "price"'],
    ['date', 'at least two columns'],
  ])('refuses %j', async (header, reason) => {
    expect((await refusal(load(`${header}\n1,2,3,4\n`))).message).toContain(reason);
  });

  it('takes only the rows of the wanted symbol', async () => {
    const text = 'symbol,date,price\nMSFT,Jan 1 2000,39.81\nibm,Jan 1 2000,100\nMSFT,Feb 1 2000,36.35\n';
    expect((await load(text, { symbol: 'IBM' })).bars.close).toEqual(Float64Array.of(100));
    const { message } = await refusal(load(text, { symbol: 'GOOG' }));
    expect(message).toContain('expected rows of GOOG, found only IBM, MSFT');
  });
});

describe('dates', () => {
  it.each([
    ['2020-04-17', '2020-04-17T00:00:00.000Z'],
    ['20200417', '2020-04-17T00:00:00.000Z'],
    ['2020-04-17T14:30:00Z', '2020-04-17T14:30:00.000Z'],
    ['2020-04-17 14:30:00', '2020-04-17T14:30:00.000Z'],
    ['2020-04-17T14:30:00.123456Z', '2020-04-17T14:30:00.123Z'],
    ['2020-04-17T14:30:00+02:00', '2020-04-17T12:30:00.000Z'],
    ['2020-04-17 14:30:00-0500', '2020-04-17T19:30:00.000Z'],
    ['1587133800', '2020-04-17T14:30:00.000Z'],
    ['1587133800000', '2020-04-17T14:30:00.000Z'],
    ['1587133800.0', '2020-04-17T14:30:00.000Z'],
    ['1587133800000.000', '2020-04-17T14:30:00.000Z'],
    ['-86400', '1969-12-31T00:00:00.000Z'],
    ['Apr 17 2020', '2020-04-17T00:00:00.000Z'],
    ['"April 17, 2020"', '2020-04-17T00:00:00.000Z'],
  ])('reads %s', async (date, expected) => {
    const { days } = await load(`date,close\n${date},1\n`, { interval: DataInterval.ONE_MINUTE });
    expect(days).toEqual([expected]);
  });

  it.each([
    ['DAILY', '2020-04-17T14:30:00Z', '2020-04-17'],
    ['DAILY', '2020-04-17 00:00:00+01:00', '2020-04-17'],
    ['DAILY', '2020-04-17T00:00:00.000+0900', '2020-04-17'],
    ['DAILY', '2020-04-17 23:00:00-05', '2020-04-17'],
    ['DAILY', '2020-04-17 00:00:00 +05:30', '2020-04-17'],
    ['WEEKLY', '2020-04-13 00:00:00+02:00', '2020-04-13'],
    ['WEEKLY', '2020-04-17', '2020-04-13'],
    ['WEEKLY', '2020-04-19', '2020-04-13'],
    ['MONTHLY', '2020-04-01 00:00:00+02:00', '2020-04-01'],
    ['MONTHLY', '2020-04-30', '2020-04-01'],
  ] as const)('%s: dates %s by its own day, %s', async (interval, date, expected) => {
    expect((await load(`date,close\n${date},1\n`, { interval })).days).toEqual([`${expected}T00:00:00.000Z`]);
  });

  it('keeps the last of the weeks that fall on one Monday, and counts the other', async () => {
    const text = 'date,close\n2020-04-06,1\n2020-04-13,2\n2020-04-17,3\n2020-04-20,4\n';
    const { bars, duplicates, duplicateTimestamps } = await load(text, { interval: DataInterval.WEEKLY });
    expect([...bars.close]).toEqual([1, 3, 4]);
    expect({ duplicates, duplicateTimestamps }).toEqual({
      duplicates: 1,
      duplicateTimestamps: [Date.UTC(2020, 3, 13)],
    });
  });

  it.each(['2020', '17/04/20', '31/04/2020', '2020-02-30', 'infinity', 'epoch9', '12020-01-01', '', 'null'])(
    'refuses %j',
    async (date) => {
      expect((await refusal(load(`date,close\n${date},1\n`))).message).toContain(
        'line 2, column "date": expected a date',
      );
    },
  );
});

describe('rows', () => {
  it('puts them in order; of one timestamp the last wins', async () => {
    const text = 'date,close\n2020-01-03,3\n2020-01-02,2\n2020-01-03,33\n2020-01-01,1\n2020-01-03,333\n';
    const { bars, days, added, duplicates, duplicateTimestamps } = await load(text);
    expect(days.map((day) => day.slice(0, 10))).toEqual(['2020-01-01', '2020-01-02', '2020-01-03']);
    expect([...bars.close]).toEqual([1, 2, 333]);
    expect({ added, duplicates }).toEqual({ added: 3, duplicates: 2 });
    expect(duplicateTimestamps).toEqual([Date.UTC(2020, 0, 3), Date.UTC(2020, 0, 3)]);
  });

  it('replaces what the series had at the same times, and keeps the rest', async () => {
    const symbol = 'TWICE';
    await load('date,close\n2020-01-01,1\n2020-01-02,2\n2020-01-04,4\n', { symbol });
    const { bars, added, replaced } = await load('date,close\n2020-01-03,3\n2020-01-02,22\n', { symbol });
    expect([...bars.close]).toEqual([1, 22, 3, 4]);
    expect({ added, replaced }).toEqual({ added: 1, replaced: 1 });
  });

  it('changes nothing when the same file comes again', async () => {
    const text = 'date,close\n2020-01-01,1\n2020-01-02,2\n';
    const first = await load(text, { symbol: 'SAME' });
    const again = await load(text, { symbol: 'SAME' });
    expect(again.snapshot.id).toBe(first.snapshot.id);
    expect(again).toMatchObject({ added: 0, replaced: 2 });
  });

  it.each([
    ['not a number', '2020-01-02,abc,1', 'line 3, column "close": expected a number above 0, found "abc"'],
    ['missing', '2020-01-02,,1', 'line 3, column "close": expected a number above 0, found ""'],
    ['not finite', '2020-01-02,inf,1', 'line 3, column "close": expected a number above 0, found "inf"'],
    ['not a number at all', '2020-01-02,NaN,1', 'found "NaN"'],
    ['a negative volume', '2020-01-02,3,-1', 'line 3, column "volume": expected a number of 0 or more, found "-1"'],
    ['thousands separated', '2020-01-02,"1,000",1', 'found "1,000"'],
    ['too few columns', '2020-01-02,3', 'line 3, column "close": expected 3 columns, found "2 columns"'],
    ['too many columns', '2020-01-02,3,4,5', 'expected 3 columns, found "4 columns"'],
    ['an open quote', '2020-01-02,"3,4', 'expected a closing quote for each that opens'],
    ['text after a quote', '2020-01-02,"3"x,4', 'expected a separator after the closing quote'],
  ])('%s: refuses the whole file', async (_, row, reason) => {
    const symbol = `BAD${place.nextNumber()}`;
    const error = await refusal(load(`date,close,volume\n2020-01-01,1,1\n${row}\n`, { symbol }));
    expect(error.message).toContain(reason);
    expect(error.message).toContain('nothing was imported');
    expect((await place.reader.currentSnapshot()).entry({ symbol, interval: DataInterval.DAILY })).toBeNull();
  });

  it('counts lines through quoted line breaks, CRLF and empty lines', async () => {
    const lines = ['date,note,close', '2020-01-01,"two', 'lines",1', '', '2020-01-02,"a ""b""",2', '2020-01-03,x,bad'];
    const { message } = await refusal(load(`${lines.join('\r\n')}\r\n`));
    expect(message).toContain('1 bad row, so nothing was imported. line 6, column "close"');
    expect(message).toContain('found "bad"');
  });

  it('names the first five bad rows, and how many there are', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `2020-01-${String(i + 1).padStart(2, '0')},${i % 2 ? 'x' : 1}`);
    const { message, details } = await refusal(load(`date,close\n${rows.join('\n')}\n`));
    expect(message).toContain('10 bad rows');
    expect(message).toContain('; and 5 more.');
    expect(details).toMatchObject({
      badRows: 10,
      rows: [3, 5, 7, 9, 11].map((line) => ({ line, column: 'close', found: 'x' })),
    });
  });

  it('counts lines of all symbols when it names a bad row of one', async () => {
    const text = 'symbol,date,price\nA,2020-01-01,bad\nB,2020-01-01,1\nB,2020-01-02,oops\n';
    const { message } = await refusal(load(text, { symbol: 'B' }));
    expect(message).toContain('1 bad row');
    expect(message).toContain('line 4, column "price"');
  });

  it('says which lines end otherwise than the rest', async () => {
    expect((await refusal(load('date,close\r\n2020-01-01,1\n2020-01-02,1\r\n'))).message).toContain(
      'lines must all end alike',
    );
  });

  it('refuses an empty file', async () => {
    expect((await refusal(load(''))).message).toContain('at least two columns');
  });

  it('refuses a file without rows', async () => {
    expect((await refusal(load('date,close\n'))).message).toContain('expected at least one row');
  });
});

describe('Parquet', () => {
  it('takes a volume of nothing for 0, and an adjusted close of nothing for the close', async () => {
    const nothing = "CASE i WHEN 0 THEN 5.0 WHEN 1 THEN NULL ELSE 'nan'::DOUBLE END";
    const bars = await parquet(
      `SELECT DATE '2020-01-01' + CAST(i AS INTEGER) AS date, 2.5 AS close, ${nothing} AS volume, ${nothing} AS adj_close FROM range(3) t(i)`,
    );
    expect([...bars.volume]).toEqual([5, 0, 0]);
    expect([...bars.adjustedClose]).toEqual([5, 2.5, 2.5]);
  });

  async function parquet(select: string, symbol = `P${place.nextNumber()}`) {
    const name = `${symbol}.parquet`;
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`COPY (${select}) TO '${join(place.folder, name)}' (FORMAT parquet)`);
    connection.closeSync();
    const key = { symbol, interval: DataInterval.DAILY };
    const { snapshot } = await importBars(place.writer, { ...key, folder: place.folder, file: name, source: 'import' });
    return (await place.reader.read(snapshot, key))!;
  }

  it.each(['DATE', 'TIMESTAMP', 'TIMESTAMPTZ', 'VARCHAR'])('reads dates of type %s', async (type) => {
    const time = `CAST(CAST('2020-04-17' AS ${type === 'TIMESTAMPTZ' ? "VARCHAR) || ' 00:00:00+00'" : 'DATE)'} AS ${type})`;
    const bars = await parquet(`SELECT ${time} AS "Date", CAST(2.5 AS FLOAT) AS close, 7 AS volume`);
    expect([...bars.timestamps]).toEqual([Date.UTC(2020, 3, 17)]);
    expect([bars.close[0], bars.volume[0]]).toEqual([2.5, 7]);
  });

  it('names the row of a bad cell', async () => {
    const error = await refusal(
      parquet(
        "SELECT DATE '2020-01-01' + i AS date, CASE i WHEN 2 THEN NULL ELSE 1.5 END AS close FROM range(4) t(i)".replace(
          'i AS date',
          'CAST(i AS INTEGER) AS date',
        ),
      ),
    );
    expect(error.message).toContain('row 3, column "close": expected a number above 0, found "null"');
  });

  it('refuses what is no Parquet', async () => {
    expect((await refusal(load('date,close\n', { name: 'text.parquet' }))).message).toContain(
      'expected a Parquet file',
    );
  });
});

it('tells how far it is, from little to nearly all', async () => {
  const rows = Array.from({ length: 500_000 }, (_, i) => `${1_500_000_000 + i * 60},${i + 1}`);
  await writeFile(join(place.folder, 'far.csv'), `date,close\n${rows.join('\n')}\n`);
  const told: number[] = [];
  const key = { symbol: 'FAR', interval: DataInterval.ONE_MINUTE };
  const onProgress = (fraction: number) => told.push(fraction);
  await importBars(place.writer, { ...key, folder: place.folder, file: 'far.csv', source: 'import', onProgress });
  // How often it is asked depends on the machine; the last two are told in any case.
  expect(told.slice(-2)).toEqual([0.8, 0.9]);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
});

it('stops when it is told to, and leaves nothing behind', async () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => `${1_500_000_000 + i * 60},1`);
  await writeFile(join(place.folder, 'long.csv'), `date,close\n${rows.join('\n')}\n`);
  const controller = new AbortController();
  const reason = new Error('cancelled');
  const key = { symbol: 'STOP', interval: DataInterval.ONE_MINUTE };
  const work = importBars(place.writer, {
    ...key,
    folder: place.folder,
    file: 'long.csv',
    source: 'import',
    signal: controller.signal,
  });
  queueMicrotask(() => controller.abort(reason));
  await expect(work).rejects.toBe(reason);
  expect((await place.reader.currentSnapshot()).entry(key)).toBeNull();
  expect(await readdir(join(place.root, 'interval=ONE_MINUTE/symbol=STOP'))).toEqual([]);
});
