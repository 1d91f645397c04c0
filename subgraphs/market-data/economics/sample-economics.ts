import { join } from 'node:path';
import { csvRecords } from '#lake/csv-records.js';
import { type Observations, SAMPLE_SERIES, type SampleSeries } from './economic-series.js';
import type { EconomicsService } from './economics.service.js';

/** Loads the real economic tables into the store, once: what is there stays. */
export async function loadSampleEconomics(service: EconomicsService, folder: string): Promise<number> {
  const missing = await service.missing(SAMPLE_SERIES);
  const files = new Set(missing.map((series) => (series as SampleSeries).file));
  for (const file of files) {
    const table = await readTable(join(folder, file));
    for (const series of missing as SampleSeries[]) {
      if (series.file === file) await service.save(series, observationsOf(table, series));
    }
  }
  return missing.length;
}

/** Columns of text by their names. */
type Table = ReadonlyMap<string, readonly string[]>;

async function readTable(path: string): Promise<Table> {
  let columns: { readonly name: string; readonly cells: string[] }[] | undefined;
  for await (const { fields } of csvRecords({ path, isGzip: false }, ',')) {
    if (columns === undefined) columns = fields.map((name) => ({ name, cells: [] }));
    else for (const [i, column] of columns.entries()) column.cells.push(fields[i] ?? '');
  }
  return new Map((columns ?? []).map(({ name, cells }) => [name, cells]));
}

function observationsOf(table: Table, { file, column }: SampleSeries): Observations {
  const cells = (name: string) => {
    const found = table.get(name);
    if (found === undefined) throw new Error(`The sample ${file} has no column ${name}.`);
    return found;
  };
  const dates = table.has('month')
    ? cells('month').map((month) => Date.parse(month))
    : cells('year').map((year, i) => Date.UTC(Number(year), (Number(cells('quarter')[i]) - 1) * 3, 1));
  const values = cells(column).map((cell) => (cell === '' ? Number.NaN : Number(cell)));
  if (![...dates, ...values].every(Number.isFinite)) throw new Error(`The sample ${file} is not as it was delivered.`);
  return { dates: Float64Array.from(dates), values: Float64Array.from(values) };
}
