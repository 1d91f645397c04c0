import { createHash } from 'node:crypto';
import type { BarColumns } from '#lake/bar-columns.js';
import type { Snapshot } from '#lake/snapshot.js';
import { firstAtOrAfter } from '#quant/series/first-at-or-after.js';
import { AssetClass, DataInterval, RegimeMethod } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import { positiveCloses } from './engine/positive-closes.js';
import { firstRegime, regimeAt } from './engine/regime-at.js';
import { beforeFirstBar, outsideBars, tooManyBars, tooManyRegimes } from './regime.errors.js';
import {
  DEFAULT_LOOKBACK_BARS,
  MAX_FITTED_BARS,
  MAX_HISTORY,
  type MarketRegime,
  type RegimeHistoryRequest,
  type RegimeRequest,
  type RegimeSeries,
} from './regime.js';
import type { FitRequest, RegimeFits } from './regime-fits.js';

/** Whose regimes, and how they are found. */
export interface RegimeSeriesKey {
  readonly symbol: string;
  readonly assetClass: AssetClass;
  readonly method: RegimeMethod;
}

/** Daily returns of a year, by which volatility is annualised. */
const SESSIONS_PER_YEAR: Readonly<Record<AssetClass, number>> = {
  [AssetClass.STOCK]: 252,
  [AssetClass.ETF]: 252,
  [AssetClass.INDEX]: 252,
  [AssetClass.COMMODITY]: 252,
  [AssetClass.FOREX]: 252,
  [AssetClass.CRYPTO]: 365,
};

/** What the daily bars of instruments say of the state of their markets. */
export class RegimeService {
  constructor(
    private readonly bars: BarService,
    private readonly fits: RegimeFits,
  ) {}

  /**
   * What all questions about these instruments are answered from, in the order of the keys; null without daily bars, an
   * error where there is no fit. One read of the bars, and one of the stored fits, for any number of keys.
   */
  async series(snapshot: Snapshot, keys: readonly RegimeSeriesKey[]): Promise<(RegimeSeries | null | Error)[]> {
    const symbols = [...new Set(keys.map(({ symbol }) => symbol))];
    const dailies = symbols.map((symbol) => ({ symbol, interval: DataInterval.DAILY }));
    const found = await this.bars.columns(snapshot, dailies);
    const requests = new Map<string, FitRequest>();
    for (const [i, columns] of found.entries()) {
      if (columns === null || columns.timestamps.length === 0) continue;
      const closes = positiveCloses(columns.timestamps, columns.adjustedClose);
      const hash = snapshot.entry(dailies[i]!)?.sha256 ?? hashOf(columns);
      if (closes.close.length > 0) requests.set(symbols[i]!, { symbol: symbols[i]!, hash, ...closes });
    }
    const outcomes = await this.fitted(requests, keys);
    return keys.map((key) => {
      const closes = requests.get(key.symbol);
      if (closes === undefined) return null;
      const outcome = key.method === RegimeMethod.HIDDEN_MARKOV_MODEL ? outcomes.get(key.symbol)! : null;
      if (outcome instanceof Error) return outcome;
      const { symbol, timestamps, close } = closes;
      const sessionsPerYear = SESSIONS_PER_YEAR[key.assetClass];
      return { symbol, method: key.method, timestamps, close, sessionsPerYear, probabilities: outcome };
    });
  }

  /**
   * The regime on the last bar up to a day; null without bars, and with too few of them.
   * @throws BadUserInput for a day before the first bar
   */
  at(series: RegimeSeries | null, { asOf, lookbackBars }: RegimeRequest): MarketRegime | null {
    if (series === null) return null;
    const { symbol, timestamps } = series;
    const bar = asOf === null ? timestamps.length - 1 : firstAtOrAfter(timestamps, asOf + DAY_MS) - 1;
    if (bar < 0) throw beforeFirstBar(symbol, asOf!, daysOf(timestamps));
    return regimeAt(series, bar, lookbackBars);
  }

  /**
   * The regime of each bar in a period that has one, oldest first, with figures over the default window.
   * @throws BadUserInput for a period that no bar is in by its distance, or with more than MAX_HISTORY regimes
   */
  history(series: RegimeSeries | null, { from, to }: RegimeHistoryRequest): MarketRegime[] {
    if (series === null) return [];
    const { symbol, timestamps } = series;
    const days = daysOf(timestamps);
    const isOutside = (from !== null && from > days.lastBarAt) || (to !== null && to + DAY_MS <= days.firstBarAt);
    if (isOutside) throw outsideBars(symbol, from, to, days);
    const first = from === null ? 0 : firstAtOrAfter(timestamps, from);
    const start = Math.max(first, firstRegime(series, DEFAULT_LOOKBACK_BARS));
    const end = to === null ? timestamps.length : firstAtOrAfter(timestamps, to + DAY_MS);
    if (end - start > MAX_HISTORY) throw tooManyRegimes(end - start);
    const regimes: MarketRegime[] = [];
    for (let bar = start; bar < end; bar++) {
      const regime = regimeAt(series, bar, DEFAULT_LOOKBACK_BARS);
      if (regime !== null) regimes.push(regime);
    }
    return regimes;
  }

  private async fitted(requests: ReadonlyMap<string, FitRequest>, keys: readonly RegimeSeriesKey[]) {
    const wanted = new Set(
      keys.filter(({ method }) => method === RegimeMethod.HIDDEN_MARKOV_MODEL).map(({ symbol }) => symbol),
    );
    const asked = [...requests.values()].filter(({ symbol }) => wanted.has(symbol));
    const fittable = asked.filter(({ close }) => close.length <= MAX_FITTED_BARS);
    const fits = await this.fits.find(fittable);
    const outcomes = new Map(asked.map(({ symbol, close }) => [symbol, tooManyBars(symbol, close.length) as unknown]));
    for (const [i, fit] of fits.entries()) outcomes.set(fittable[i]!.symbol, fit);
    return outcomes as ReadonlyMap<string, (typeof fits)[number]>;
  }
}

const DAY_MS = 86_400_000;

function daysOf(timestamps: Float64Array): { readonly firstBarAt: number; readonly lastBarAt: number } {
  return { firstBarAt: timestamps[0]!, lastBarAt: timestamps.at(-1)! };
}

/** For daily bars that were put together from shorter ones, and are no file of their own. */
function hashOf({ timestamps, adjustedClose }: BarColumns): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of [timestamps, adjustedClose]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
