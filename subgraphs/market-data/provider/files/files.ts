import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { BadUserInput, DomainError } from '#kit/errors/domain-error.js';
import type { Clock } from '#kit/time/clock.js';
import { csvRecords } from '#lake/csv-records.js';
import { findImportFile } from '#lake/import-file.js';
import { AssetClass, DataInterval, IngestionKind } from '#schema/generated/enums.js';
import type { EconomicSeries, Observations } from '../../economics/economic-series.js';
import type { Fundamentals } from '../../fundamentals/fundamentals.js';
import { calendarTime } from '../calendar-time.js';
import type { BarsWanted, FetchedArticle, MarketDataProvider, NewsWanted } from '../market-data-provider.js';
import { badFile, notOffered, unknownSymbol } from '../provider.errors.js';
import type { ProviderHealth } from '../provider-gate.js';
import { articlesFile, economicFile, fundamentalsFile } from './file-shapes.js';

export const FILES = 'files';

export interface FilesSettings {
  /** Below it, and nowhere else. */
  readonly folder: string;
}

const MAX_JSON_BYTES = 64 * 2 ** 20;
const MAX_BAR_BYTES = 4 * 2 ** 30;
const MAX_NEWS_FILES = 1_000;
const BAR_ENDINGS = ['.csv', '.csv.gz', '.parquet'] as const;

/**
 * Files below the import folder, for who has data of their own. Bars: `bars/<INTERVAL>/<SYMBOL>.csv` or `.parquet`, daily
 * ones also `<SYMBOL>.csv`; `fundamentals/<SYMBOL>.json`; `economic/<CODE>.csv` (date, value) or `.json`; `news/*.json`.
 * A `/` in a symbol is written `_`.
 */
export class Files implements MarketDataProvider {
  readonly name = FILES;
  readonly kinds = Object.values(IngestionKind);
  readonly assetClasses = Object.values(AssetClass);
  readonly isFeed = false;
  readonly setting = 'IMPORT_DIR';
  readonly configured = true;
  private lastSuccessAt: number | null = null;
  private lastError: string | null = null;

  constructor(
    private readonly settings: FilesSettings,
    private readonly clock: Clock,
  ) {}

  /** Files do not fall ill: one that is missing or bad says nothing about the others. */
  health(): ProviderHealth {
    return { healthy: true, requestsRemaining: null, lastSuccessAt: this.lastSuccessAt, lastError: this.lastError };
  }

  findBarFile({ symbol, interval, from, to }: BarsWanted): Promise<string> {
    return this.noted(async () => {
      if (from !== null || to !== null)
        throw notOffered(this.name, 'a part of a file: leave `from` and `to` out, or ingest the bars');
      const folders = interval === DataInterval.DAILY ? [`bars/${interval}/`, ''] : [`bars/${interval}/`];
      const names = folders.flatMap((folder) => BAR_ENDINGS.map((ending) => `${folder}${fileName(symbol)}${ending}`));
      for (const name of names) {
        if (await this.isThere(name)) {
          await findImportFile(this.settings.folder, name, MAX_BAR_BYTES);
          return name;
        }
      }
      throw unknownSymbol(this.name, `${symbol}; below the import folder it would be ${names.join(' or ')}`);
    });
  }

  fetchFundamentals(symbol: string): Promise<Fundamentals> {
    return this.noted(async () => {
      const name = `fundamentals/${fileName(symbol)}.json`;
      const found = parse(name, fundamentalsFile, await this.readJson(name, symbol));
      return {
        ...found,
        symbol,
        source: found.source ?? this.name,
        retrievedAt: found.retrievedAt ?? this.clock.now().toISOString(),
      };
    });
  }

  fetchEconomic(code: string): Promise<{ series: EconomicSeries; observations: Observations }> {
    return this.noted(async () => {
      const [csv, json] = [`economic/${fileName(code)}.csv`, `economic/${fileName(code)}.json`];
      if (!(await this.isThere(json)) && (await this.isThere(csv))) return this.readEconomicCsv(csv, code);
      const { observations, ...facts } = parse(json, economicFile, await this.readJson(json, code));
      return { series: { ...facts, code }, observations: toObservations(json, observations) };
    });
  }

  fetchNews({ symbols, from, to }: NewsWanted): Promise<readonly FetchedArticle[]> {
    return this.noted(async () => {
      const listed = await readdir(join(this.settings.folder, 'news')).catch(() => []);
      const names = listed.filter((name) => name.endsWith('.json')).sort();
      if (names.length === 0)
        throw unknownSymbol(this.name, 'any news; below the import folder they would be news/*.json');
      if (names.length > MAX_NEWS_FILES)
        throw badFile(`news: expected at most ${MAX_NEWS_FILES} files, found ${names.length}.`);
      const wanted = new Set(symbols);
      const articles: FetchedArticle[] = [];
      for (const name of names) {
        const path = `news/${name}`;
        const found = parse(path, articlesFile, await this.readJson(path, symbols.join(', ')));
        articles.push(
          ...found.filter(
            (article) => article.symbols.some((symbol) => wanted.has(symbol)) && isWithin(article, from, to),
          ),
        );
      }
      return articles;
    });
  }

  private async readEconomicCsv(name: string, code: string) {
    const file = await findImportFile(this.settings.folder, name, MAX_JSON_BYTES);
    const rows: { date: string; value: number }[] = [];
    let line = 0;
    for await (const { fields } of csvRecords(file, ',')) {
      if (line++ === 0) continue;
      const [date = '', text = ''] = fields.map((field) => field.trim());
      if (date === '' || text === '' || text === '.') continue;
      const value = Number(text);
      if (!Number.isFinite(calendarTime(date)) || !Number.isFinite(value)) {
        throw badFile(
          `${name}, line ${line}: expected a date as 2024-01-31 and a number, found ${JSON.stringify(fields.join(',').slice(0, 60))}.`,
        );
      }
      rows.push({ date, value });
    }
    const series = { code, name: code, unit: 'not stated', frequency: 'not stated', country: 'XX', source: this.name };
    return { series, observations: toObservations(name, rows) };
  }

  private async readJson(name: string, subject: string): Promise<unknown> {
    if (!(await this.isThere(name)))
      throw unknownSymbol(this.name, `${subject}; below the import folder it would be ${name}`);
    const text = await readFile(await this.confined(name), 'utf8');
    try {
      return JSON.parse(text);
    } catch {
      throw badFile(`${name}: expected JSON, found ${JSON.stringify(text.slice(0, 40))}.`);
    }
  }

  /** The real path of a file, when that is below the folder, wherever symbolic links lead. */
  private async confined(name: string): Promise<string> {
    const base = await realpath(this.settings.folder);
    const path = await realpath(join(base, name));
    const facts = await stat(path);
    if (!path.startsWith(`${base}${sep}`) || !facts.isFile())
      throw badFile(`${name}: expected a file below the import folder.`);
    if (facts.size > MAX_JSON_BYTES)
      throw badFile(`${name}: expected at most ${MAX_JSON_BYTES} bytes, found ${facts.size}.`);
    return path;
  }

  private async isThere(name: string): Promise<boolean> {
    return (await stat(join(this.settings.folder, name)).catch(() => null)) !== null;
  }

  private async noted<T>(read: () => Promise<T>): Promise<T> {
    try {
      const found = await read();
      this.lastSuccessAt = this.clock.now().getTime();
      return found;
    } catch (error) {
      // A fault of the file system names the whole path.
      this.lastError = error instanceof DomainError ? error.message : 'a file could not be read';
      if (error instanceof BadUserInput) throw badFile(error.message);
      throw error;
    }
  }
}

/** A symbol as the name of a file: letters, digits and `^ . - = _`, never a path. */
function fileName(symbol: string): string {
  const name = symbol.toUpperCase().replaceAll('/', '_');
  if (/^[A-Z0-9^][A-Z0-9.\-=^_]*$/.test(name) && !name.includes('..')) return name;
  throw badFile(`expected a symbol, found ${JSON.stringify(symbol.slice(0, 40))}.`);
}

/** @throws ProviderFailure that names the file, and the place in it */
function parse<S extends z.ZodType>(name: string, shape: S, value: unknown): z.output<S> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join('.') || 'the root'}: ${message}`);
  throw badFile(`${name}: ${faults.join('; ')}.`);
}

function toObservations(
  name: string,
  rows: readonly { readonly date: string; readonly value: number }[],
): Observations {
  const byTime = new Map(rows.map(({ date, value }) => [Date.parse(date), value]));
  const sorted = [...byTime].sort(([a], [b]) => a - b);
  if (sorted.length === 0 || !sorted.every(([time]) => Number.isFinite(time))) {
    throw badFile(
      `${name}: expected observations with dates as 2024-01-31, found ${sorted.length === 0 ? 'none' : 'others'}.`,
    );
  }
  return {
    dates: Float64Array.from(sorted, ([time]) => time),
    values: Float64Array.from(sorted, ([, value]) => value),
  };
}

function isWithin({ publishedAt }: FetchedArticle, from: number | null, to: number | null): boolean {
  const time = Date.parse(publishedAt);
  return (from === null || time >= from) && (to === null || time <= to);
}
