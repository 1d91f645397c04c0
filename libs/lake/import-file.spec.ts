import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findImportFile } from './import-file.js';

let base: string;
let folder: string;
const MAX_BYTES = 100;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'quantgraph-import-file-'));
  folder = join(base, 'import');
  await mkdir(join(folder, 'folder.csv'), { recursive: true });
  await writeFile(join(base, 'outside.csv'), 'date,close\n');
  await writeFile(join(folder, 'inside.csv'), 'date,close\n');
  await writeFile(join(folder, 'folder.csv', 'deep.PARQUET'), '');
  await writeFile(join(folder, 'large.csv'), 'x'.repeat(MAX_BYTES + 1));
  await writeFile(join(folder, 'packed.CSV.gz'), '');
  await symlink(join(base, 'outside.csv'), join(folder, 'out.csv'));
  await symlink(base, join(folder, 'up'));
  await symlink(join(folder, 'inside.csv'), join(folder, 'in.csv'));
});

afterAll(() => rm(base, { recursive: true }));

it.each([
  ['inside.csv', 'csv', 'inside.csv'],
  ['./inside.csv', 'csv', 'inside.csv'],
  ['folder.csv/deep.PARQUET', 'parquet', 'folder.csv/deep.PARQUET'],
  ['in.csv', 'csv', 'inside.csv'],
  ['./folder.csv/../inside.csv', 'csv', 'inside.csv'],
  ['nowhere/../inside.csv', 'csv', 'inside.csv'],
  ['packed.CSV.gz', 'csv', 'packed.CSV.gz'],
])('finds %s', async (name, kind, file) => {
  const path = join(await realpath(folder), file);
  expect(await findImportFile(folder, name, MAX_BYTES)).toEqual({ path, name, kind, isGzip: name.endsWith('.gz') });
});

it.each([
  '../outside.csv',
  '/etc/passwd',
  'a/../../x.csv',
  '..',
  'file:///etc/x.csv',
  '..\\x.csv',
  'C:\\x.csv',
  'C:/x.csv',
  'out.csv',
  'up/outside.csv',
])('refuses %s, which leaves the folder', async (name) => {
  const refused = findImportFile(folder, name, MAX_BYTES);
  await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(refused).rejects.toThrow('below the import folder');
  await expect(refused).rejects.not.toThrow(base);
});

it.each([
  ['', 'expected the path of a file'],
  ['none.csv', 'there is no "none.csv"'],
  ['prices.xlsx', 'ends in .csv, .csv.gz or .parquet'],
  ['folder.csv', 'which is none'],
  ['prices.gz', 'ends in .csv, .csv.gz'],
  ['large.csv', 'expected at most 100 bytes, found 101'],
  ['zero\0.csv', 'expected the path of a file'],
])('refuses %j', async (name, reason) => {
  const refused = findImportFile(folder, name, MAX_BYTES);
  await expect(refused).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(refused).rejects.toThrow(reason);
});

it('has nothing where there is no folder yet', async () => {
  await expect(findImportFile(join(base, 'nowhere'), 'x.csv', MAX_BYTES)).rejects.toThrow('there is no "x.csv"');
});
