import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises';
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

it('says of a refusal what the user knows', async () => {
  const placed = await placeFile(folder, 'outside.csv', base.path);
  expect(placed.inWords(`file: "${placed.name}" is none`)).toBe('file: "outside.csv" is none');
  await placed.remove();
});

it('takes away what commands that were killed have left, and nothing else', async () => {
  const dead = 'import-0123abcd-0123-4567-89ab-0123456789ab';
  const young = 'import-ffffffff-0123-4567-89ab-0123456789ab';
  for (const name of [dead, young, 'import-mine']) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'a.csv'), 'a');
    const age = name === young ? 0 : 3_600;
    await utimes(join(folder, name), new Date(), new Date(Date.now() - age * 1000));
  }
  await placeFile(folder, 'import/deep/inside.csv', base.path);
  expect((await readdir(folder)).sort()).toEqual(['deep', young, 'import-mine'].sort());
});

it('says when there is no such file', async () => {
  await expect(placeFile(folder, 'none.csv', base.path)).rejects.toThrow('There is no file');
  await expect(placeFile(folder, 'import', base.path)).rejects.toThrow('which is none');
});
