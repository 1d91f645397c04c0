import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type Filter,
  type Page,
  type PageRequest,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import { AssetClass } from '#schema/generated/enums.js';
import { type Instrument, type InstrumentFilter, searchWords } from './instrument.js';

/** As it lies in the store: the symbol is the id. */
interface StoredInstrument extends StoredDocument, Omit<Instrument, 'symbol'> {
  readonly searchWords: readonly string[];
}

const storedInstrument = z.object({
  _id: z.string(),
  name: z.string().nullable(),
  assetClass: z.enum(AssetClass),
  exchange: z.string().nullable(),
  currency: z.string(),
  sector: z.string().nullable(),
  industry: z.string().nullable(),
});

export class InstrumentRepository {
  private constructor(private readonly documents: DocumentCollection<StoredInstrument>) {}

  static async open(store: DocumentStore): Promise<InstrumentRepository> {
    return new InstrumentRepository(
      await store.collection<StoredInstrument>('instruments', [{ fields: ['searchWords'] }]),
    );
  }

  async findBySymbols(symbols: readonly string[]): Promise<Instrument[]> {
    return (await this.documents.find({ _id: { $in: symbols } })).map(toInstrument);
  }

  /** In the order of the symbols. */
  async findPage(filter: InstrumentFilter, page: Omit<PageRequest, 'sort'>): Promise<Page<Instrument>> {
    const found = await this.documents.findPage(asFilter(filter), { ...page, sort: [['_id', 1]] });
    return { ...found, items: found.items.map(({ item, cursor }) => ({ item: toInstrument(item), cursor })) };
  }

  count(filter: InstrumentFilter): Promise<number> {
    return this.documents.count(asFilter(filter));
  }

  /** Stores what nobody has stored yet; what is there stays as it is. */
  async insertIfAbsent(instrument: Instrument): Promise<void> {
    const { symbol, ...facts } = instrument;
    try {
      await this.documents.insert({ _id: symbol, ...facts, searchWords: searchWords(instrument) });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  /** Stores it, in place of what was known of its symbol. */
  async save(instrument: Instrument): Promise<void> {
    const { symbol, ...facts } = instrument;
    const $set = { ...facts, searchWords: searchWords(instrument) };
    if ((await this.documents.updateOne({ _id: symbol }, { $set })) !== null) return;
    try {
      await this.documents.insert({ _id: symbol, ...$set });
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      await this.documents.updateOne({ _id: symbol }, { $set });
    }
  }
}

function asFilter({ search, symbols, assetClasses, sectors }: InstrumentFilter): Filter {
  const parts: Filter[] = search.map((word) => ({ searchWords: { $regex: startsWith(word) } }));
  if (symbols !== null) parts.push({ _id: { $in: symbols } });
  if (assetClasses !== null) parts.push({ assetClass: { $in: assetClasses } });
  if (sectors !== null) parts.push({ sector: { $in: sectors } });
  return parts.length === 0 ? {} : { $and: parts };
}

function startsWith(word: string): RegExp {
  return new RegExp(`^${word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}`);
}

function toInstrument(document: StoredInstrument): Instrument {
  const { _id: symbol, ...facts } = storedInstrument.parse(document);
  return { symbol, ...facts };
}
