import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { DomainError } from '#kit/errors/domain-error.js';
import type { BarColumns } from '#lake/bar-columns.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { importBars } from '#lake/import-bars.js';
import { DataInterval } from '#schema/generated/enums.js';

interface LoadOptions {
  readonly interval?: DataInterval;
  readonly symbol?: string;
  readonly name?: string;
  readonly heldOut?: BarColumns;
}

/** A lake and an import folder for the tests of one file, and what loads a text through both. */
export function importPlace() {
  let base = '';
  let series = 0;
  const place = {
    folder: '',
    root: '',
    writer: undefined as unknown as BarLakeWriter,
    reader: undefined as unknown as BarLakeReader,
    nextNumber: () => ++series,
    async load(content: string | Buffer, options: LoadOptions = {}) {
      const number = place.nextNumber();
      const { interval = DataInterval.DAILY, symbol = `S${number}`, name = `${number}.csv`, heldOut } = options;
      await writeFile(join(place.folder, name), content);
      const request = { symbol, interval, folder: place.folder, file: name, source: 'import' };
      const result = await importBars(place.writer, { ...request, ...(heldOut === undefined ? {} : { heldOut }) });
      const bars = await place.reader.read(result.snapshot, { symbol, interval });
      const days = Array.from(bars!.timestamps, (time) => new Date(time).toISOString());
      return { ...result, bars: bars!, days };
    },
  };
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'quantgraph-import-'));
    [place.folder, place.root] = [join(base, 'import'), join(base, 'lake')];
    await mkdir(place.folder);
    place.writer = await BarLakeWriter.open({ root: place.root, importFolders: [place.folder], threads: 1 });
    place.reader = await BarLakeReader.open({ root: place.root, threads: 1 });
  });
  afterAll(async () => {
    place.reader.close();
    await place.writer.close();
    await rm(base, { recursive: true });
  });
  return place;
}

/** The refusal with which the work ends. */
export async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  expect((error as DomainError).code).toBe('BAD_USER_INPUT');
  return error as DomainError;
}
