import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { symbolName, text } from '#kit/graphql/input.js';
import { type Connection, pageSize, toConnection } from '#kit/graphql/pagination.js';
import type { MarketDataContext } from '../context.js';
import { ImportInstrumentsInput, InstrumentFilterInput, toInstrumentFilter } from './instrument.input.js';
import type { Instrument } from './instrument.js';
import type { InstrumentService } from './instrument.service.js';
import { InstrumentConnection, InstrumentsImportType, InstrumentType } from './instrument.type.js';
import type { InstrumentImportService } from './instrument-import.service.js';

export function toInstrumentType(instrument: Instrument): InstrumentType {
  return instrument;
}

@Resolver(() => InstrumentType)
export class InstrumentResolver {
  constructor(
    private readonly service: InstrumentService,
    private readonly imports: InstrumentImportService,
  ) {}

  @Query(() => InstrumentType, { nullable: true, description: 'One instrument; null when nothing is known of it.' })
  async instrument(
    @Arg('symbol', () => String, { description: 'Its symbol, in any case.' }) symbol: string,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<InstrumentType | null> {
    const instrument = await loaders.instrument.load(symbolName('symbol', symbol));
    return instrument && toInstrumentType(instrument);
  }

  @Query(() => InstrumentConnection, { description: 'The instruments that are known, in the order of their symbols.' })
  async instruments(
    @Arg('filter', () => InstrumentFilterInput, { nullable: true, description: 'Which ones; all when absent.' })
    filter: InstrumentFilterInput | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: '1 to 100.' }) first: number | null,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() { loaders }: MarketDataContext,
  ): Promise<Connection<InstrumentType>> {
    const page = { first: pageSize(first, 20), after: after ?? null };
    const found = await this.service.list(toInstrumentFilter(filter), page);
    // Fields that need the instrument again find it here.
    for (const { item } of found.items) loaders.instrument.prime(item.symbol, item);
    return toConnection(found, toInstrumentType);
  }

  @Mutation(() => InstrumentsImportType, {
    description: 'Takes names, sectors and the like of instruments from a file: all of its rows, or none.',
  })
  async importInstruments(
    @Arg('input', () => ImportInstrumentsInput, { description: 'Which file.' }) input: ImportInstrumentsInput,
    @Ctx() context: MarketDataContext,
  ): Promise<InstrumentsImportType> {
    return this.imports.import(text('file', input.file, 1_000), context);
  }
}
