import type { AssetClass } from '#schema/generated/enums.js';

/** Something that is traded, or an index of such things: what is known of it besides its bars. */
export interface Instrument {
  /** In capitals; it is the id. */
  readonly symbol: string;
  readonly name: string | null;
  readonly assetClass: AssetClass;
  readonly exchange: string | null;
  readonly currency: string;
  readonly sector: string | null;
  readonly industry: string | null;
}

/** What became of a file of instruments. */
export interface InstrumentsImport {
  readonly rowsRead: number;
  /** Symbols of which nothing was known. */
  readonly added: number;
  readonly changed: number;
  /** Of which all was known already. */
  readonly unchanged: number;
  /** Columns of the file that say nothing that is kept. */
  readonly ignoredColumns: readonly string[];
}

/** Null for what is not asked. All that is asked must hold. */
export interface InstrumentFilter {
  /** Every word of it begins the symbol, or a word of the name. */
  readonly search: readonly string[];
  readonly symbols: readonly string[] | null;
  readonly assetClasses: readonly AssetClass[] | null;
  readonly sectors: readonly string[] | null;
}

/** What is said of a symbol that has bars and of which nothing else is known. */
export function unknownInstrument(symbol: string, assetClass: AssetClass = 'STOCK'): Instrument {
  return { symbol, name: null, assetClass, exchange: null, currency: 'USD', sector: null, industry: null };
}

/** Lower-case words by whose beginnings an instrument is found: its symbol, whole and in parts, and its name's words. */
export function searchWords({ symbol, name }: Pick<Instrument, 'symbol' | 'name'>): string[] {
  return [...new Set([symbol.toLowerCase(), ...wordsOf(name ?? '')])];
}

/** The lower-case words of a text: letters, digits and what stands between them in symbols. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}^][\p{L}\p{N}.\-=/^&']*/gu) ?? [];
}
