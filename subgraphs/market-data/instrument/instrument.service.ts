import type { CountedPage } from '#kit/graphql/pagination.js';
import type { Snapshot } from '#lake/snapshot.js';
import type { AssetClass } from '#schema/generated/enums.js';
import { type Instrument, type InstrumentFilter, unknownInstrument } from './instrument.js';
import type { InstrumentRepository } from './instrument.repository.js';

export class InstrumentService {
  constructor(private readonly repository: InstrumentRepository) {}

  /**
   * The instruments of these symbols, in their order; null where neither a document nor a bar is. A symbol that has
   * bars is never null: other subgraphs refer to it on that promise.
   */
  async findMany(snapshot: Snapshot, symbols: readonly string[]): Promise<(Instrument | null)[]> {
    const known = new Map((await this.repository.findBySymbols(symbols)).map((found) => [found.symbol, found]));
    const withBars = new Set(snapshot.symbols());
    return symbols.map((symbol) => known.get(symbol) ?? (withBars.has(symbol) ? unknownInstrument(symbol) : null));
  }

  async list(
    filter: InstrumentFilter,
    page: { readonly first: number; readonly after: string | null },
  ): Promise<CountedPage<Instrument>> {
    return { ...(await this.repository.findPage(filter, page)), count: () => this.repository.count(filter) };
  }

  /** Sees to it that an instrument can be found; what is known of it already stays, and what was not is filled in. */
  async register(instrument: Instrument): Promise<void> {
    const [known] = await this.repository.findBySymbols([instrument.symbol]);
    if (known === undefined) return this.repository.insertIfAbsent(instrument);
    const name = known.name ?? instrument.name;
    const exchange = known.exchange ?? instrument.exchange;
    const sector = known.sector ?? instrument.sector;
    const industry = known.industry ?? instrument.industry;
    const isFuller =
      name !== known.name || exchange !== known.exchange || sector !== known.sector || industry !== known.industry;
    if (isFuller) await this.repository.save({ ...known, name, exchange, sector, industry });
  }

  registerSymbol(symbol: string, assetClass: AssetClass): Promise<void> {
    return this.repository.insertIfAbsent(unknownInstrument(symbol, assetClass));
  }

  /** Registers the symbols of the lake that a process lost between writing their bars and registering them. */
  async reconcile(snapshot: Snapshot): Promise<void> {
    const symbols = snapshot.symbols();
    for (let start = 0; start < symbols.length; start += BATCH) {
      const batch = symbols.slice(start, start + BATCH);
      const known = new Set((await this.repository.findBySymbols(batch)).map(({ symbol }) => symbol));
      for (const symbol of batch) if (!known.has(symbol)) await this.register(unknownInstrument(symbol));
    }
  }
}

const BATCH = 1_000;
