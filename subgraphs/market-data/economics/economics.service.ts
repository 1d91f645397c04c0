import type { ColumnTables } from '#lake/column-tables.js';
import { cleanText } from '../news/clean-text.js';
import { type EconomicSeries, type Observations, SAMPLE_SERIES } from './economic-series.js';
import type { EconomicSeriesRepository } from './economic-series.repository.js';
import { otherSeries, unsoundSeries } from './economics.errors.js';
import { mergeObservations } from './engine/merge-observations.js';

/** What a code looks like: GDP, FEDERAL_FUNDS_RATE, TREASURY_YIELD_10YEAR. */
const CODE = /^[A-Z0-9][A-Z0-9_-]{0,59}$/;

/** Economic series: each is a table of its own, so that any number of them is one read. */
export class EconomicsService {
  /** The last save of each code: two at a time would each merge with what was there before both. */
  private readonly saves = new Map<string, Promise<unknown>>();

  constructor(
    private readonly tables: ColumnTables,
    private readonly repository: EconomicSeriesRepository,
  ) {}

  /** The series that have observations: those of the samples in their order, then the others by their codes. */
  async list(): Promise<EconomicSeries[]> {
    const catalogue = [...(await this.catalogue()).values()];
    const missing = new Set(await this.missing(catalogue));
    return catalogue.filter((series) => !missing.has(series));
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

  /**
   * Stores a series. A value replaces the one of the same date; other dates stay as they are.
   *
   * @returns how many values are new or differ from before
   * @throws BadUserInput for a code that is none; Conflict for one that names a series of other units or frequency
   */
  async save(series: EconomicSeries, fetched: Observations): Promise<{ readonly written: number }> {
    const before = this.saves.get(series.code);
    const save = (async () => {
      await before?.catch(() => {});
      return this.saveNow(cleanSeries(series), fetched);
    })();
    this.saves.set(series.code, save);
    try {
      return await save;
    } finally {
      if (this.saves.get(series.code) === save) this.saves.delete(series.code);
    }
  }

  async missing(series: readonly EconomicSeries[]): Promise<EconomicSeries[]> {
    const there = await this.tables.has(series.map(tableOf));
    return series.filter((_, i) => !there[i]);
  }

  private async saveNow(series: EconomicSeries, fetched: Observations): Promise<{ readonly written: number }> {
    const there = (await this.catalogue()).get(series.code);
    const [stored = null] = await this.observations([series]);
    if (there !== undefined && stored !== null && !alike(there, series)) throw otherSeries(there, series);
    const { observations, changed } = mergeObservations(stored, fetched);
    if (changed > 0) await this.tables.write(tableOf(series), { date: observations.dates, value: observations.values });
    // After the values: what the catalogue names, has some.
    if (!isSample(series)) await this.repository.save(series);
    return { written: changed };
  }

  private async catalogue(): Promise<Map<string, EconomicSeries>> {
    const brought = await this.repository.findAll();
    return new Map([...SAMPLE_SERIES, ...brought].map((series) => [series.code, series]));
  }
}

function cleanSeries({ code, name, unit, frequency, country, source }: EconomicSeries): EconomicSeries {
  if (!CODE.test(code)) throw unsoundSeries('code', '1 to 60 capitals, digits, _ and -', code.slice(0, 80));
  const text = (field: string, value: string) => {
    const clean = cleanText(value, 300);
    if (clean === null) throw unsoundSeries(field, 'some text', value.slice(0, 80));
    return clean;
  };
  return {
    code,
    name: text('name', name),
    unit: text('unit', unit),
    frequency: text('frequency', frequency).toLowerCase(),
    country: text('country', country),
    source: text('source', source),
  };
}

function alike(a: EconomicSeries, b: EconomicSeries): boolean {
  return a.unit.toLowerCase() === b.unit.toLowerCase() && a.frequency === b.frequency && a.country === b.country;
}

function isSample(series: EconomicSeries): boolean {
  const sample = SAMPLE_SERIES.find(({ code }) => code === series.code);
  return (
    sample !== undefined && alike(sample, series) && sample.source === series.source && sample.name === series.name
  );
}

function tableOf({ code }: EconomicSeries): string {
  return `economics/${code}`;
}
