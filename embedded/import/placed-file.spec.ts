import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.js';
import { placeFile } from './placed-file.js';

let base: Awaited<ReturnType<typeof temporaryFolder>>;
let folder: string;

beforeAll(async () => {
  base = await temporaryFolder();
  folder = join(base.path, 'import');
  await mkdir(join(folder, 'deep'), { recursive: true });
  await writeFile(join(base.path, 'outside.csv'), 'outside');
  await writeFile(join(folder, 'deep', 'inside.csv'), 'inside');
  await symlink(join(base.path, 'outside.csv'), join(base.path, 'link.csv'));
});
afterAll(() => base.remove());

it.each(['outside.csv', './outside.csv', 'link.csv', 'import/../outside.csv'])(
  'puts %s into the folder, and takes it away again',
  async (file) => {
    const placed = await placeFile(folder, file, base.path);
    expect(placed).toMatchObject({ sizeBytes: 7 });
    expect(await readFile(join(folder, placed.name), 'utf8')).toBe('outside');
    expect(placed.name).toMatch(/^import-[\w-]+\/outside\.csv$/);
    await placed.remove();
    expect(await readdir(folder)).toEqual(['deep']);
    expect(await readFile(join(base.path, 'outside.csv'), 'utf8')).toBe('outside');
  },
);

it('leaves alone what lies in the folder already', async () => {
  const placed = await placeFile(folder, 'import/deep/inside.csv', base.path);
  expect(placed.name).toBe('deep/inside.csv');
  await placed.remove();
  expect(await readFile(join(folder, 'deep/inside.csv'), 'utf8')).toBe('inside');
});

it('says when there is no such file', async () => {
  await expect(placeFile(folder, 'none.csv', base.path)).rejects.toThrow('There is no file');
  await expect(placeFile(folder, 'import', base.path)).rejects.toThrow('which is none');
});
