import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ColumnTables } from './column-tables.js';

let root: string;
let tables: ColumnTables;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'column-tables-'));
  tables = await ColumnTables.open({ root });
});

afterAll(async () => {
  tables.close();
  await rm(root, { recursive: true });
});

const ROWS = 5_000;
const whole = {
  equity: Float64Array.from({ length: ROWS }, (_, i) => i / 3),
  bars: Int32Array.from({ length: ROWS }, (_, i) => i),
  big: BigInt64Array.from({ length: ROWS }, (_, i) => BigInt(i) * 10_000_000_000n),
  symbol: Array.from({ length: ROWS }, (_, i) => (i % 7 === 0 ? null : `S${i}, "quoted" 한국`)),
  stop: { numbers: Array.from({ length: ROWS }, (_, i) => (i % 2 === 0 ? null : i)) },
};

it('gives back what was written, type by type', async () => {
  await tables.write('backtests/bt_1/trades', whole);
  const [found] = await tables.read(['backtests/bt_1/trades'], Object.keys(whole));
  expect(found).toEqual({ ...whole, stop: whole.stop.numbers });
  expect(await readdir(root, { recursive: true })).toEqual([
    'backtests',
    'backtests/bt_1',
    'backtests/bt_1/trades.parquet',
  ]);
});

it('reads a window of many tables at once, in the order asked for; null for what is not there', async () => {
  await tables.write('other', { equity: Float64Array.of(7), symbol: ['X'], stop: { numbers: [null] } });
  await tables.write('empty', { equity: new Float64Array(0), symbol: [], stop: { numbers: [] } });
  const names = ['other', 'backtests/bt_1/trades', 'nowhere', 'empty', 'other'];
  const found = await tables.read(names, ['symbol', 'equity'], { offset: 0, limit: 2 });
  expect(found).toEqual([
    { symbol: ['X'], equity: Float64Array.of(7) },
    { symbol: [null, whole.symbol[1]], equity: whole.equity.slice(0, 2) },
    null,
    { symbol: [], equity: new Float64Array(0) },
    { symbol: ['X'], equity: Float64Array.of(7) },
  ]);
  const late = await tables.read(names, ['equity'], { offset: 4_998, limit: 10 });
  expect(late.map((table) => table?.equity?.length ?? null)).toEqual([0, 2, null, 0, 0]);
  expect(await tables.rowCounts(names)).toEqual([1, ROWS, null, 0, 1]);
});

it('replaces a table that is written again, and forgets one that is deleted', async () => {
  await tables.write('twice', { a: Float64Array.of(1) });
  await tables.write('twice', { a: Float64Array.of(2, 3) });
  expect(await tables.read(['twice'], ['a'])).toEqual([{ a: Float64Array.of(2, 3) }]);
  await tables.delete('twice');
  await tables.delete('twice');
  expect(await tables.read(['twice'], ['a'])).toEqual([null]);
});

it.each(['', '..', '../x', '/x', 'a/../b', 'a//b', 'a.b', 'a b', "a'b"])('refuses the name %j', async (name) => {
  await expect(tables.write(name, { a: Float64Array.of(1) })).rejects.toThrow(RangeError);
});

it('refuses columns of different lengths, and none at all', async () => {
  await expect(tables.write('bad', { a: Float64Array.of(1), b: ['x', 'y'] })).rejects.toThrow('Column b has 2 values');
  await expect(tables.write('bad', {})).rejects.toThrow('at least one column');
  expect(await tables.read(['bad'], ['a'])).toEqual([null]);
});
