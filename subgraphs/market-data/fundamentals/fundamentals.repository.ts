import { z } from 'zod';
import {
  type DocumentCollection,
  type DocumentStore,
  DuplicateKey,
  type Filter,
  MAX_FIND,
  type StoredDocument,
} from '#kit/documents/document-collection.js';
import { StatementPeriod } from '#schema/generated/enums.js';
import type { AnalystRating, Earnings, FinancialStatement } from './fundamentals.js';
import { type Company, MOST_KEPT, type StatementKind } from './statement.js';

/** Every stored fact: of whom, when it was fetched, and, in lists, the day by which its list is ordered. */
interface StoredFact extends StoredDocument {
  readonly symbol: string;
  readonly retrievedAt: string;
  readonly day: string;
}

interface StoredStatement extends StoredFact {
  readonly kind: StatementKind;
  readonly period: StatementPeriod;
  readonly currency: string;
  readonly items: Readonly<Record<string, number | null>>;
}

type StoredEarnings = StoredFact & Omit<Earnings, 'fiscalDateEnding'>;
type StoredRating = StoredFact & Omit<AnalystRating, 'date'>;
type StoredCompany = StoredDocument & Omit<Company, 'symbol'>;

const figure = z.number().nullable();
const words = z.string().nullable();
const fact = { symbol: z.string(), retrievedAt: z.string(), day: z.string() };

const storedCompany = z.object({
  _id: z.string(),
  source: z.string(),
  retrievedAt: z.string(),
  overview: z
    .object({
      ...{ name: z.string(), description: words, sector: words, industry: words, country: words, currency: words },
      ...{ marketCapitalisation: figure, peRatio: figure, pegRatio: figure, bookValue: figure, dividendYield: figure },
      ...{ eps: figure, profitMargin: figure, returnOnEquity: figure, beta: figure, sharesOutstanding: figure },
      ...{ fiftyTwoWeekHigh: figure, fiftyTwoWeekLow: figure, asOf: words },
    })
    .nullable(),
});
const storedStatement = z.object({
  ...fact,
  period: z.enum(StatementPeriod),
  currency: z.string(),
  items: z.record(z.string(), figure),
});
const storedEarnings = z.object({ ...fact, reportedDate: words, reportedEps: figure, estimatedEps: figure });
const storedRating = z.object({
  ...{ ...fact, firm: z.string(), ratingCurrent: z.string(), ratingPrevious: words, action: words },
  ...{ priceTargetCurrent: figure, priceTargetPrevious: figure },
});

export type OfSymbol<T> = T & { readonly symbol: string };

/** So many symbols' lists, each of MOST_KEPT at most, are one read. */
const SYMBOLS_A_READ = MAX_FIND / MOST_KEPT;

/**
 * One document for each company, statement, quarter's earnings and rating; the day and kind are in its id, so that a
 * restatement replaces what it restates. What was fetched earlier never replaces what was fetched later.
 */
export class FundamentalsRepository {
  private constructor(
    private readonly companies: DocumentCollection<StoredCompany>,
    private readonly statements: DocumentCollection<StoredStatement>,
    private readonly earnings: DocumentCollection<StoredEarnings>,
    private readonly ratings: DocumentCollection<StoredRating>,
  ) {}

  static async open(store: DocumentStore): Promise<FundamentalsRepository> {
    const bySymbol = [{ fields: ['symbol'] }];
    return new FundamentalsRepository(
      await store.collection<StoredCompany>('companies'),
      await store.collection<StoredStatement>('financial-statements', bySymbol),
      await store.collection<StoredEarnings>('earnings', bySymbol),
      await store.collection<StoredRating>('analyst-ratings', bySymbol),
    );
  }

  async findCompanies(symbols: readonly string[]): Promise<Company[]> {
    return (await this.companies.find({ _id: { $in: symbols } })).map((document) => {
      const { _id: symbol, ...fields } = storedCompany.parse(document);
      return { symbol, ...fields };
    });
  }

  /** Newest first. */
  async findStatements(
    symbols: readonly string[],
    kind: StatementKind,
    period: StatementPeriod,
  ): Promise<OfSymbol<FinancialStatement>[]> {
    return (await findNewest(this.statements, symbols, { kind, period })).map((document) => {
      const { day, symbol, currency, items } = storedStatement.parse(document);
      return { symbol, fiscalDateEnding: day, period, currency, items };
    });
  }

  /** Newest first. */
  async findEarnings(symbols: readonly string[]): Promise<OfSymbol<Earnings>[]> {
    return (await findNewest(this.earnings, symbols, {})).map((document) => {
      const { day: fiscalDateEnding, retrievedAt: _, ...fields } = storedEarnings.parse(document);
      return { ...fields, fiscalDateEnding };
    });
  }

  /** Newest first. */
  async findRatings(symbols: readonly string[]): Promise<OfSymbol<AnalystRating>[]> {
    return (await findNewest(this.ratings, symbols, {})).map((document) => {
      const { day: date, retrievedAt: _, ...fields } = storedRating.parse(document);
      return { ...fields, date };
    });
  }

  /** Whether something was written: it was new, or said something else. */
  async saveCompany({ symbol, ...fields }: Company): Promise<boolean> {
    const [stored] = await this.findCompanies([symbol]);
    // A source that has no overview this time does not take away the last one.
    const overview = fields.overview ?? stored?.overview ?? null;
    if (stored !== undefined && alike(stored.overview, overview)) return false;
    return put(this.companies, { _id: symbol, ...fields, overview });
  }

  /** How many were written, the others being stored already. */
  saveStatements(
    { symbol, retrievedAt }: Company,
    kind: StatementKind,
    list: readonly FinancialStatement[],
  ): Promise<number> {
    const documents = list.map(({ fiscalDateEnding: day, ...fields }) => ({
      _id: `${symbol} ${kind} ${fields.period} ${day}`,
      ...{ symbol, retrievedAt, day, kind, ...fields },
    }));
    return putList(this.statements, documents, { symbol, kind }, ({ period }) => period);
  }

  saveEarnings({ symbol, retrievedAt }: Company, list: readonly Earnings[]): Promise<number> {
    const documents = list.map(({ fiscalDateEnding: day, ...fields }) => ({
      _id: `${symbol} ${day}`,
      ...{ symbol, retrievedAt, day, ...fields },
    }));
    return putList(this.earnings, documents, { symbol }, () => '');
  }

  saveRatings({ symbol, retrievedAt }: Company, list: readonly AnalystRating[]): Promise<number> {
    const documents = list.map(({ date: day, ...fields }) => ({
      _id: `${symbol} ${day} ${fields.firm}`,
      ...{ symbol, retrievedAt, day, ...fields },
    }));
    return putList(this.ratings, documents, { symbol }, () => '');
  }
}

async function findNewest<T extends StoredFact>(
  collection: DocumentCollection<T>,
  symbols: readonly string[],
  also: Filter,
): Promise<T[]> {
  const found: T[] = [];
  for (let start = 0; start < symbols.length; start += SYMBOLS_A_READ) {
    const filter: Filter = { ...also, symbol: { $in: symbols.slice(start, start + SYMBOLS_A_READ) } };
    found.push(
      ...(await collection.find(filter, {
        sort: [
          ['day', -1],
          ['_id', 1],
        ],
      })),
    );
  }
  return found;
}

/** Writes what is new or different of the newest that are kept of each group, and forgets what is older. */
async function putList<T extends StoredFact>(
  collection: DocumentCollection<T>,
  documents: readonly Omit<T, 'rev'>[],
  list: Filter,
  groupOf: (document: Omit<T, 'rev'>) => string,
): Promise<number> {
  if (documents.length === 0) return 0;
  const stored = new Map((await collection.find(list)).map((document) => [document._id, document]));
  const all = new Map<string, Omit<T, 'rev'>>([...stored, ...documents.map((one) => [one._id, one] as const)]);
  const sizes = new Map<string, number>();
  const old: string[] = [];
  for (const document of [...all.values()].sort((a, b) => (a.day < b.day ? 1 : -1))) {
    const size = (sizes.get(groupOf(document)) ?? 0) + 1;
    sizes.set(groupOf(document), size);
    if (size > MOST_KEPT) old.push(document._id);
  }
  let written = 0;
  for (const document of documents) {
    const before = stored.get(document._id);
    const isNew = before === undefined || !alike(contentOf(before), contentOf(document));
    if (isNew && !old.includes(document._id) && (await put(collection, document))) written += 1;
  }
  if (old.some((id) => stored.has(id))) await collection.delete({ _id: { $in: old } });
  return written;
}

/** Stores the document unless one that was fetched later is there. */
async function put<T extends StoredDocument & { readonly retrievedAt: string }>(
  collection: DocumentCollection<T>,
  document: Omit<T, 'rev'>,
): Promise<boolean> {
  const { _id, ...fields } = document as T;
  const older: Filter = { _id, retrievedAt: { $lte: document.retrievedAt } };
  if ((await collection.updateOne(older, { $set: fields })) !== null) return true;
  try {
    await collection.insert(document);
    return true;
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    // Somebody else was first: with an older one, which this replaces, or with a newer one, which stays.
    return (await collection.updateOne(older, { $set: fields })) !== null;
  }
}

function contentOf(document: object): object {
  const { rev: _, retrievedAt: __, ...content } = document as StoredFact;
  return content;
}

/** Whether two documents say the same, in whatever order. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), b as Record<string, unknown>];
  return left.length === Object.keys(right).length && left.every(([key, value]) => alike(value, right[key]));
}
