import type { ColumnTables } from '#lake/column-tables.js';
import { type EconomicSeries, type Observations, SAMPLE_SERIES } from './economic-series.js';

/** Economic series: each is a table of its own, so that any number of them is one read. */
export class EconomicsService {
  constructor(private readonly tables: ColumnTables) {}

  /** The series that have observations, in the order of the catalogue. */
  async list(): Promise<EconomicSeries[]> {
    const missing = new Set(await this.missing(SAMPLE_SERIES));
    return SAMPLE_SERIES.filter((series) => !missing.has(series));
  }

  /** Null when there is no such series, or no observation of it. */
  async find(code: string): Promise<EconomicSeries | null> {
    return (await this.list()).find((series) => series.code === code.trim().toUpperCase()) ?? null;
  }

  /** In the order of the series; null where there are none. One read. */
  async observations(series: readonly EconomicSeries[]): Promise<(Observations | null)[]> {
    const found = await this.tables.read(series.map(tableOf), ['date', 'value']);
    return found.map(
      (table) => table && { dates: table['date'] as Float64Array, values: table['value'] as Float64Array },
    );
  }

  save(series: EconomicSeries, { dates, values }: Observations): Promise<void> {
    return this.tables.write(tableOf(series), { date: dates, value: values });
  }

  async missing(series: readonly EconomicSeries[]): Promise<EconomicSeries[]> {
    const there = await this.tables.has(series.map(tableOf));
    return series.filter((_, i) => !there[i]);
  }
}

function tableOf({ code }: EconomicSeries): string {
  return `economics/${code}`;
}
