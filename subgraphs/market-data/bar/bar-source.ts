import type { DomainError } from '#kit/errors/domain-error.js';
import type { BarColumn, BarColumns, SelectedBarColumns } from '#lake/bar-columns.js';
import type { BarLakeReader } from '#lake/bar-lake-reader.js';
import type { TimeRange } from '#lake/cached-bars.js';
import type { ResampleRequest } from '#lake/resampled-bars.js';
import type { SeriesKey } from '#lake/series-key.js';
import { UTC_DAYS } from '#lake/session-rule.js';
import type { SeriesEntry, Snapshot } from '#lake/snapshot.js';
import { adjustBars } from '#quant/series/adjust-bars.js';
import { AssetClass, type DataInterval } from '#schema/generated/enums.js';
import type { Instrument } from '../instrument/instrument.js';
import { notResampled } from './bar.errors.js';
import { chooseSource, INTERVALS, isIntraday } from './engine/choose-source.js';
import { marketSessions } from './engine/market-sessions.js';

/** Who knows of what class a symbol is. */
export interface InstrumentClasses {
  findMany(snapshot: Snapshot, symbols: readonly string[]): Promise<(Instrument | null)[]>;
}

/** The bars that a series is read from: itself where it is stored, else the shorter ones of which it is made. */
export interface SourceOfBars {
  readonly entry: SeriesEntry;
  readonly isStored: boolean;
}

export interface ColumnsRequest<C extends BarColumn> extends TimeRange {
  readonly columns: readonly C[];
  /** Prices as if every split and dividend had always been in them; then `columns` must have close and adjustedClose. */
  readonly adjusted?: boolean;
}

/**
 * Where the bars of any series come from. An interval that is stored is served as it is; any other is made of the
 * stored ones below it, by the sessions of the instrument's market, and never stored.
 */
export class BarSource {
  constructor(
    private readonly lake: BarLakeReader,
    private readonly instruments: InstrumentClasses,
  ) {}

  /** Null when the symbol has no bars of which these can be made. From the manifest alone. */
  find(snapshot: Snapshot, key: SeriesKey): SourceOfBars | null {
    const entry = snapshot.entry(key);
    if (entry !== null) return { entry, isStored: true };
    const interval = chooseSource(storedOf(snapshot, key.symbol), key.interval);
    if (interval === null) return null;
    return { entry: snapshot.entry({ symbol: key.symbol, interval })!, isStored: false };
  }

  /** Why a symbol that has bars has none of this interval; null when it has, or when it has no bars at all. */
  refusal(snapshot: Snapshot, key: SeriesKey): DomainError | null {
    if (this.find(snapshot, key) !== null) return null;
    const stored = storedOf(snapshot, key.symbol);
    return stored.length === 0
      ? null
      : notResampled(
          key,
          stored.map(({ interval }) => interval),
        );
  }

  /** The bars of many series, stored or made, in their order; null where there are none. At most one read of each kind. */
  async columns<C extends BarColumn>(
    snapshot: Snapshot,
    keys: readonly SeriesKey[],
    request: ColumnsRequest<C>,
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    const made = keys.filter((key) => this.find(snapshot, key)?.isStored === false);
    if (made.length === 0) return this.stored(snapshot, keys, request);
    const kept = keys.filter((key) => !made.includes(key));
    const [storedBars, madeBars] = await Promise.all([
      this.stored(snapshot, kept, request),
      this.made(snapshot, made, request),
    ]);
    return keys.map((key) => {
      const place = made.indexOf(key);
      return place >= 0 ? madeBars[place]! : storedBars[kept.indexOf(key)]!;
    });
  }

  private async stored<C extends BarColumn>(
    snapshot: Snapshot,
    keys: readonly SeriesKey[],
    { adjusted, ...range }: ColumnsRequest<C>,
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    if (keys.length === 0) return [];
    const found = await this.lake.readMany(snapshot, keys, range);
    return adjusted ? found.map((bars) => bars && adjust(bars as unknown as BarColumns)) : found;
  }

  private made<C extends BarColumn>(
    snapshot: Snapshot,
    keys: readonly SeriesKey[],
    request: ColumnsRequest<C>,
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    const sources = keys.map((key) => this.find(snapshot, key)!.entry);
    const intervals = keys.map(({ interval }) => interval);
    return this.resample(snapshot, sources, intervals, request);
  }

  /** Longer bars made of these very ones, whatever else is stored; in their order. */
  async madeOf<C extends BarColumn>(
    snapshot: Snapshot,
    sources: readonly SeriesEntry[],
    interval: DataInterval,
    request: ColumnsRequest<C>,
  ): Promise<SelectedBarColumns<C>[]> {
    const intervals = sources.map(() => interval);
    return (await this.resample(snapshot, sources, intervals, request)).map((bars) => bars!);
  }

  /** Adjusted before they become longer bars: a dividend within a week would else be in all of the week. */
  private async resample<C extends BarColumn>(
    snapshot: Snapshot,
    sources: readonly SeriesEntry[],
    intervals: readonly DataInterval[],
    { adjusted = false, ...range }: ColumnsRequest<C>,
  ): Promise<(SelectedBarColumns<C> | null)[]> {
    const intraday = [...new Set(sources.filter(({ interval }) => isIntraday(interval)).map(({ symbol }) => symbol))];
    const found = intraday.length === 0 ? [] : await this.instruments.findMany(snapshot, intraday);
    const classes = new Map(intraday.map((symbol, i) => [symbol, found[i]?.assetClass ?? AssetClass.STOCK]));
    const requests = sources.map(({ symbol, interval: source, firstBarAt, lastBarAt }, i): ResampleRequest => {
      const interval = intervals[i]!;
      const rule = isIntraday(source) ? marketSessions(classes.get(symbol)!, firstBarAt, lastBarAt) : UTC_DAYS;
      return { symbol, interval, source, rule, adjusted };
    });
    return this.lake.resample(snapshot, requests, range);
  }
}

/** What is stored of a symbol, from the finest to the coarsest. */
export function storedOf(snapshot: Snapshot, symbol: string): SeriesEntry[] {
  return INTERVALS.map((interval) => snapshot.entry({ symbol, interval })).filter((entry) => entry !== null);
}

function adjust<C extends BarColumn>(bars: BarColumns): SelectedBarColumns<C> {
  return {
    ...adjustBars(bars, bars.adjustedClose),
    adjustedClose: bars.adjustedClose,
  } as unknown as SelectedBarColumns<C>;
}
