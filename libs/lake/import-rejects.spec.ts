import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataInterval } from '#schema/generated/enums.js';
import { importPlace } from '../../tests/support/import-place.js';
import { importBars } from './import-bars.js';

const place = importPlace();
const { load } = place;

describe('rows', () => {
  it('rejects those without a price above 0, tells of them, and keeps the rest', async () => {
    const rows = ['2020-01-03,1,1,1,-3,5', '2020-01-02,1,1,1,1,5', '2020-01-01,1,1,0,1,7', '2020-01-02,9,9,9,0,0'];
    const result = await load(`date,open,high,low,close,volume\n${rows.join('\n')}\n`);
    expect(result.days.map((day) => day.slice(0, 10))).toEqual(['2020-01-02']);
    expect(result).toMatchObject({ added: 1, duplicates: 0, rejectedCount: 3 });
    expect(result.rejected.map(({ timestamp, low, close }) => [timestamp, low, close])).toEqual([
      [Date.UTC(2020, 0, 3), 1, -3],
      [Date.UTC(2020, 0, 1), 0, 1],
      [Date.UTC(2020, 0, 2), 9, 0],
    ]);
    expect(result.rejected[1]).toEqual({
      timestamp: Date.UTC(2020, 0, 1),
      open: 1,
      high: 1,
      low: 0,
      close: 1,
      volume: 7,
      adjustedClose: 1,
    });
  });

  it('lists at most 10,000 rejected rows and repeated times, and counts all', async () => {
    const bad = Array.from({ length: 10_500 }, (_, i) => `${1_600_000_000 + i * 60},0`);
    const twice = Array.from({ length: 10_500 }, (_, i) => `${1_700_000_000 + (i >> 1) * 60},1`);
    const { rejected, rejectedCount, duplicates, duplicateTimestamps } = await load(
      `date,close\n${[...bad, ...twice, ...twice].join('\n')}\n`,
      { interval: DataInterval.ONE_MINUTE },
    );
    expect([rejected.length, rejectedCount]).toEqual([10_000, 10_500]);
    expect([duplicateTimestamps.length, duplicates]).toEqual([10_000, 15_750]);
  });

  it('writes nothing of a file in which no row has a price above 0, and tells of all of them', async () => {
    const [symbol, name] = ['NONE', 'none.csv'];
    await writeFile(join(place.folder, name), 'date,close\n2020-01-01,0\n2020-01-02,-1\n');
    const request = { symbol, interval: DataInterval.DAILY, folder: place.folder, file: name, source: 'import' };
    const result = await importBars(place.writer, request);
    expect(result).toMatchObject({ entry: null, added: 0, replaced: 0, rejectedCount: 2 });
    expect(result.rejected.map(({ close }) => close)).toEqual([0, -1]);
  });

  it('leaves out the held-out bars that come again, and takes what is different', async () => {
    const text = 'date,close,volume\n2020-01-01,1,1\n2020-01-02,666,5\n2020-01-03,3,3\n';
    const one = (...values: number[]) => Float64Array.from(values);
    const closes = one(666, 4);
    const heldOut = {
      timestamps: one(Date.UTC(2020, 0, 2), Date.UTC(2020, 0, 3)),
      ...{ open: closes, high: closes, low: closes, close: closes, volume: one(5, 3), adjustedClose: one(1, 1) },
    };
    const result = await load(text, { symbol: 'HELDFILE', heldOut });
    expect(result).toMatchObject({ added: 2, heldOut: 1 });
    expect([...result.bars.close]).toEqual([1, 3]);
    expect(
      (await readdir(join(place.root, 'interval=DAILY/symbol=HELDFILE'))).filter((name) => name.startsWith('.')),
    ).toEqual([]);
  });
});
