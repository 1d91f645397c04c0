import { BadUserInput } from '#kit/errors/domain-error.js';
import type { Clock } from '#kit/time/clock.js';
import type { Snapshot } from '#lake/snapshot.js';
import { AssetClass } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import type { InstrumentService } from '../instrument/instrument.service.js';
import { cleanText } from '../news/clean-text.js';
import { deriveRate, pairsFor } from './engine/derive-rate.js';
import { CURRENCY_CODE, type CurrencyPair, type ExchangeRate } from './exchange-rate.js';
import type { ExchangeRateRepository } from './exchange-rate.repository.js';

/** Rates from what providers gave and from the bars of currencies; any number of pairs is one read of each. */
export class ExchangeRateService {
  constructor(
    private readonly repository: ExchangeRateRepository,
    private readonly bars: BarService,
    private readonly instruments: InstrumentService,
    private readonly clock: Clock,
  ) {}

  /** In the order of the pairs; null where nothing tells the rate. */
  async findMany(snapshot: Snapshot, pairs: readonly CurrencyPair[]): Promise<(ExchangeRate | null)[]> {
    const asked = pairs.filter(({ base, quote }) => base !== quote);
    const names = [...new Set(asked.flatMap(({ base, quote }) => pairsFor(base, quote)))];
    const known = new Map<string, ExchangeRate>();
    if (names.length > 0) {
      const candidates = [...(await this.repository.findLatest(names)), ...(await this.fromBars(snapshot, names))];
      for (const rate of candidates) {
        const name = `${rate.base}/${rate.quote}`;
        const other = known.get(name);
        if (other === undefined || other.asOf < rate.asOf) known.set(name, rate);
      }
    }
    return pairs.map(({ base, quote }) =>
      base === quote
        ? { base, quote, rate: 1, asOf: this.clock.now().toISOString(), source: 'identity' }
        : deriveRate(known, base, quote),
    );
  }

  /** The rates of one pair as they were given, newest first. */
  history({ base, quote }: CurrencyPair, first: number): Promise<ExchangeRate[]> {
    return this.repository.findHistory(`${base}/${quote}`, first);
  }

  /** @throws BadUserInput for codes that are none, a pair of one currency with itself, and a rate that is not positive */
  async save(rate: ExchangeRate): Promise<{ readonly written: number }> {
    const asOf = Date.parse(rate.asOf);
    for (const code of [rate.base, rate.quote]) if (!CURRENCY_CODE.test(code)) throw unsound('code', code);
    if (rate.base === rate.quote) throw unsound('pair of two currencies', `${rate.base}/${rate.quote}`);
    if (!Number.isFinite(rate.rate) || rate.rate <= 0) throw unsound('positive rate', rate.rate);
    if (Number.isNaN(asOf)) throw unsound('ISO 8601 instant', rate.asOf);
    const source = cleanText(rate.source, 100) ?? 'unknown';
    const clean = { ...rate, asOf: new Date(asOf).toISOString(), source };
    return { written: (await this.repository.save(clean)) ? 1 : 0 };
  }

  /** The last closes of instruments that are pairs: EUR/USD or EURUSD, of the classes FOREX and CRYPTO. */
  private async fromBars(snapshot: Snapshot, names: readonly string[]): Promise<ExchangeRate[]> {
    const stored = new Set(snapshot.symbols());
    const pairBySymbol = new Map<string, string>();
    for (const name of names) {
      for (const symbol of [name, name.replace('/', '')]) if (stored.has(symbol)) pairBySymbol.set(symbol, name);
    }
    if (pairBySymbol.size === 0) return [];
    const instruments = await this.instruments.findMany(snapshot, [...pairBySymbol.keys()]);
    // Without a slash a stock's symbol can look like a pair: its price is no rate.
    const symbols = instruments.flatMap((found) =>
      found !== null && isCurrency(found.assetClass) ? [found.symbol] : [],
    );
    if (symbols.length === 0) return [];
    return (await this.bars.quotes(snapshot, symbols)).flatMap((quote) => {
      if (quote === null) return [];
      const [base, other] = pairBySymbol.get(quote.symbol)!.split('/') as [string, string];
      return [{ base, quote: other, rate: quote.price, asOf: new Date(quote.asOf).toISOString(), source: 'bars' }];
    });
  }
}

function isCurrency(assetClass: AssetClass): boolean {
  return assetClass === AssetClass.FOREX || assetClass === AssetClass.CRYPTO;
}

function unsound(what: string, found: string | number): BadUserInput {
  return new BadUserInput(`An exchange rate: expected a ${what}, found ${JSON.stringify(found)}.`);
}
