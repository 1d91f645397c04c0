import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { DataInterval } from '#schema/generated/enums.js';
import { importPlace, refusal } from '../../tests/support/import-place.js';
import { BarLakeWriter } from './bar-lake-writer.js';
import { importBars } from './import-bars.js';

const place = importPlace();
const { load } = place;
const MINUTES = { interval: DataInterval.ONE_MINUTE };

describe('numbered dates', () => {
  it.each([
    ['04/17/2020', '2020-04-17T00:00:00.000Z'],
    ['17/04/2020', '2020-04-17T00:00:00.000Z'],
    ['17.04.2020', '2020-04-17T00:00:00.000Z'],
    ['4-17-2020', '2020-04-17T00:00:00.000Z'],
    ['04/17/2020 14:30', '2020-04-17T14:30:00.000Z'],
    ['17.04.2020 14:30:05', '2020-04-17T14:30:05.000Z'],
    ['4/17/2020 2:30 PM', '2020-04-17T14:30:00.000Z'],
    ['04/17/2020 02:30:05 AM', '2020-04-17T02:30:05.000Z'],
  ])('reads %s, in which only one number can be the day', async (date, expected) => {
    expect((await load(`date,close\n${date},1\n`, MINUTES)).days).toEqual([expected]);
  });

  it('takes the order from the one date that shows it, wherever in the file that stands', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => `0${1 + (i % 9)}/0${1 + ((i * 7) % 9)}/${1900 + (i % 200)},1`);
    const { days } = await load(`date,close\n${rows.join('\n')}\n25/12/2020,1\n02/01/2021,1\n`);
    expect(days).toContain('2021-01-02T00:00:00.000Z');
    expect(days).not.toContain('2021-02-01T00:00:00.000Z');
  });

  it('refuses dates that can be read in two ways throughout, and dates of both orders', async () => {
    const doubtful = await refusal(load('date,close\n01/02/2020,1\n03/04/2020,1\n'));
    expect(doubtful.message).toContain('column "date"');
    expect(doubtful.message).toContain('no day in the file is above 12');
    expect(doubtful.message).toContain('year-month-day');
    const mixed = await refusal(load('date,close\n17/02/2020,1\n03/24/2020,1\n'));
    expect(mixed.message).toContain('in some the day comes first, in others the month');
  });

  it('names the line of a date that is none', async () => {
    const { message } = await refusal(load('date,close\n25/12/2020,1\n31/02/2020,1\n'));
    expect(message).toContain('line 3, column "date": expected a date');
  });
});

describe('a date and a time in two columns', () => {
  it.each([
    ['Date,Time,Close', '2020-04-17,14:30:00,1'],
    ['Time,Date,Close', '14:30,2020-04-17,1'],
    ['date,time of day,close', '20200417,143000,1'],
    ['day,time,close', '20200417,1430,1'],
    ['Date;Time;Close', '17.04.2020;14:30;1'],
    ['date,time,close', '"Apr 17 2020",14:30,1'],
  ])('%s: reads %s', async (header, row) => {
    const run = load(`${header}\n${row}\n`, MINUTES);
    if (row.includes('Apr')) await refusal(run);
    else expect((await run).days[0]!.slice(0, 16)).toBe('2020-04-17T14:30');
  });

  it('still refuses two columns that both hold whole times', async () => {
    const { message } = await refusal(load('date,timestamp,close\n2020-01-01,2020-01-01,1\n'));
    expect(message).toContain('one column for timestamp');
  });

  it('reads them from Parquet too', async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const select = "SELECT DATE '2020-04-17' AS date, TIME '14:30:00' AS time, 1.5 AS close";
    await connection.run(`COPY (${select}) TO '${join(place.folder, 'two.parquet')}' (FORMAT parquet)`);
    connection.closeSync();
    const key = { symbol: 'TWO', ...MINUTES };
    const { snapshot } = await importBars(place.writer, {
      ...key,
      folder: place.folder,
      file: 'two.parquet',
      source: 'import',
    });
    expect([...(await place.reader.read(snapshot, key))!.timestamps]).toEqual([Date.UTC(2020, 3, 17, 14, 30)]);
  });
});

it('takes the last of several rows with one time, however many threads read a file', async () => {
  const writer = await BarLakeWriter.open({ root: place.root, importFolders: [place.folder], threads: 4 });
  // Enough for several threads: 15 MB, each time twice, half a million rows apart.
  const half = (volume: number) =>
    Array.from({ length: 250_000 }, (_, i) => `${1_500_000_000 + i * 60},${i + 1}.25,${volume},note ${i}`).join('\n');
  await writeFile(join(place.folder, 'threads.csv'), `date,close,volume,note\n${half(1)}\n${half(2)}\n`);
  const key = { symbol: 'THREADS', ...MINUTES };
  const { snapshot, duplicates } = await importBars(writer, {
    ...key,
    ...{ folder: place.folder, file: 'threads.csv', source: 'import' },
  });
  await writer.close();
  const { volume, timestamps } = (await place.reader.read(snapshot, key))!;
  expect([timestamps.length, duplicates]).toEqual([250_000, 250_000]);
  expect(volume.every((one) => one === 2)).toBe(true);
});

describe('decimal commas', () => {
  it('are read where something else separates the columns', async () => {
    const { bars } = await load('date;open;high;low;close;volume\n2020-01-01;1,5;2,25;1;1234,5;1000\n');
    expect([bars.open[0], bars.high[0], bars.low[0], bars.close[0], bars.volume[0]]).toEqual([
      1.5, 2.25, 1, 1234.5, 1000,
    ]);
  });

  it('are refused where they may be thousands', async () => {
    const { message } = await refusal(load('date;close\n2020-01-01;1,234\n2020-01-02;2,345\n'));
    expect(message).toContain('decimal points or thousands');
    expect((await load('date;close\n2020-01-01;1,234\n2020-01-02;2,34\n')).bars.close[0]).toBe(1.234);
  });

  it('are refused row by row beside decimal points, and where a comma separates the columns', async () => {
    expect((await refusal(load('date;close\n2020-01-01;1,5\n2020-01-02;2.5\n'))).message).toContain(
      'line 2, column "close"',
    );
    expect((await refusal(load('date,close\n2020-01-01,"1,5"\n'))).message).toContain('found "1,5"');
    expect((await refusal(load('date;close\n2020-01-01;1.234,5\n'))).message).toContain('found "1.234,5"');
  });
});

describe('encodings', () => {
  it.each(['utf16le', 'utf-16be'])('refuses %s, and says how to convert it', async (encoding) => {
    const text = Buffer.from('\uFEFFdate,close\n2020-01-01,1\n', 'utf16le');
    const { message } = await refusal(load(encoding === 'utf16le' ? text : text.swap16()));
    expect(message).toContain('expected text in UTF-8, found UTF-16');
    expect(message).toContain('iconv -f UTF-16 -t UTF-8');
  });

  it('refuses UTF-16 without a mark, for its zero bytes', async () => {
    expect((await refusal(load(Buffer.from('date,close\n2020-01-01,1\n', 'utf16le')))).message).toContain('UTF-16');
  });

  it('reads a CSV file compressed with gzip, and names the lines of its faults', async () => {
    const { bars } = await load(gzipSync('date,close\n2020-01-01,1\n2020-01-02,2\n'), { name: 'a.csv.gz' });
    expect([...bars.close]).toEqual([1, 2]);
    const cell = await refusal(load(gzipSync('date,close\n2020-01-01,1\n2020-01-02,x\n'), { name: 'b.csv.gz' }));
    expect(cell.message).toContain('line 3, column "close"');
    const row = await refusal(load(gzipSync('date,close\n2020-01-01,1\n2020-01-02\n'), { name: 'c.csv.gz' }));
    expect(row.message).toContain('line 3, column "date": expected 2 columns');
  });

  it('refuses what is called .gz and is none, and what ends too early', async () => {
    expect((await refusal(load('date,close\n2020-01-01,1\n', { name: 'd.csv.gz' }))).message).toContain(
      'compressed with gzip',
    );
  });
});
