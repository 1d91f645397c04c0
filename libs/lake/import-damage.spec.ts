import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '#kit/errors/domain-error.js';
import { DataInterval } from '#schema/generated/enums.js';
import { importPlace, refusal } from '../../tests/support/import-place.js';
import { refuseFile } from './import-faults.js';
import { findImportFile } from './import-file.js';
import { openImportSource } from './import-source.js';

const place = importPlace();
const MINUTES = { interval: DataInterval.ONE_MINUTE };
/** A whole number from 0 to below `n`, the same sequence for the same seed: a linear congruential generator. */
function seededRandom(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const DAMAGED = 'the file is cut off or damaged';

describe('a compressed CSV file', () => {
  // Prices without a pattern, or hardly anything would be left after packing.
  const random = seededRandom(4);
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `${1_500_000_000 + i * 60},${(1 + random(1e9) / 1e9).toFixed(9)}`,
  );
  const packed = gzipSync(`date,close\n${rows.join('\n')}\n`);

  it.each([
    ['in the middle', packed.subarray(0, packed.length >> 1)],
    ['after its first bytes', packed.subarray(0, 40)],
    ['before its check sum', packed.subarray(0, packed.length - 8)],
    ['within its check sum', packed.subarray(0, packed.length - 3)],
  ])('that is cut off %s is refused', async (_, content) => {
    const symbol = `CUT${place.nextNumber()}`;
    const { message } = await refusal(place.load(content, { ...MINUTES, symbol, name: `${symbol}.csv.gz` }));
    expect(message).toContain(DAMAGED);
    expect((await place.reader.currentSnapshot()).entry({ symbol, ...MINUTES })).toBeNull();
  });

  it('in which bytes are wrong is refused', async () => {
    const content = Buffer.from(packed);
    for (let i = content.length >> 1; i < (content.length >> 1) + 50; i++) content[i]! ^= 0x5a;
    expect((await refusal(place.load(content, { ...MINUTES, name: 'wrong.csv.gz' }))).message).toContain(DAMAGED);
  });

  it('of two packed pieces is read to the end of the second', async () => {
    const content = Buffer.concat([packed, gzipSync('1600000000,5\n')]);
    expect(await place.load(content, { ...MINUTES, name: 'two.csv.gz' })).toMatchObject({ added: 20_001 });
  });
});

describe('a Parquet file', () => {
  let whole: Buffer;

  beforeAll(async () => {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const path = join(place.folder, 'whole.parquet');
    await connection.run(
      `COPY (SELECT 1500000000 + i * 60 AS date, sin(i) + 2 AS close, 'note ' || (i % 7) AS note FROM range(20000) t(i))
       TO '${path}' (FORMAT parquet)`,
    );
    connection.closeSync();
    whole = await readFile(path);
  });

  it('that is cut off is refused', async () => {
    for (const length of [whole.length >> 1, whole.length - 1, 4, 0]) {
      const { message } = await refusal(
        place.load(whole.subarray(0, length), { ...MINUTES, name: `${length}.parquet` }),
      );
      expect(message).toMatch(/expected a Parquet file|cut off or damaged/);
    }
  });

  it('whose pages are damaged is refused, and the lake goes on working', async () => {
    const content = Buffer.from(whole);
    content.fill(0xff, 2_000, 9_000);
    const { message } = await refusal(place.load(content, { ...MINUTES, name: 'pages.parquet' }));
    expect(message).toContain('the Parquet file is cut off or damaged');
    expect(message).not.toContain(place.folder);
    expect(await place.load('date,close\n2020-01-01,1\n')).toMatchObject({ added: 1 });
  });

  it('is refused with a code, or read, whatever bytes of it are wrong', async () => {
    const random = seededRandom(40);
    for (let i = 0; i < 60; i++) {
      const content = Buffer.from(whole);
      // The footer is small and the pages large: both are to be hit.
      const from = i % 2 === 0 ? 0 : content.length - 1_000;
      for (let k = 0; k < 4; k++) content[from + random(content.length - from)] = random(256);
      const fault = await place.load(content, { ...MINUTES, name: `wrong-${i}.parquet` }).catch((error) => error);
      if (fault instanceof Error) expect(fault).toBeInstanceOf(DomainError);
    }
  });
});

it('does not blame the file when the disk is full, or a statement of ours is wrong', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await writeFile(join(place.folder, 'good.csv'), 'date,close\n2020-01-01,1\n');
  const source = await openImportSource(connection, await findImportFile(place.folder, 'good.csv', 1_000));
  for (const text of ['IO Error: Could not write file "x": No space left on device', 'Binder Error: no such column']) {
    const cause = new Error(text);
    expect(await refuseFile(connection, source, cause)).toBe(cause);
  }
  expect(await refuseFile(connection, source, new Error('Conversion Error: of a cell'))).toBeInstanceOf(DomainError);
  connection.closeSync();
});
