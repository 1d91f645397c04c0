import { SYMBOL_PATTERN } from '#kit/ids/symbol.js';
import { AssetClass } from '#schema/generated/enums.js';
import type { Instrument } from './instrument.js';

/** What a row of a file says of an instrument: what it leaves empty is not in it. */
export interface InstrumentRow {
  readonly symbol: string;
  readonly facts: Partial<Omit<Instrument, 'symbol'>>;
}

export interface InstrumentFault {
  readonly column: string;
  readonly expected: string;
  readonly found: string;
}

type Column = keyof Instrument;

const SPELLINGS: Readonly<Record<Column, readonly string[]>> = {
  symbol: ['symbol', 'ticker', 'code'],
  name: ['name', 'companyname', 'company', 'security', 'securityname', 'longname', 'description'],
  assetClass: ['assetclass', 'assettype', 'type', 'class', 'quotetype'],
  exchange: ['exchange', 'market', 'listingexchange'],
  currency: ['currency', 'currencycode'],
  sector: ['sector', 'gicssector'],
  industry: ['industry', 'gicssubindustry', 'subindustry', 'gicsindustry'],
};

/** How files call the asset classes, besides their own names. */
const CLASS_SPELLINGS: Readonly<Record<AssetClass, readonly string[]>> = {
  [AssetClass.STOCK]: ['stock', 'stocks', 'equity', 'equities', 'commonstock', 'share', 'shares'],
  [AssetClass.ETF]: ['etf', 'etfs', 'exchangetradedfund'],
  [AssetClass.INDEX]: ['index', 'indices'],
  [AssetClass.CRYPTO]: ['crypto', 'cryptocurrency'],
  [AssetClass.FOREX]: ['forex', 'fx', 'currency', 'currencypair'],
  [AssetClass.COMMODITY]: ['commodity', 'commodities', 'future', 'futures'],
};

const LONGEST_TEXT = 200;

/** Where each column stands in a header, and which columns mean nothing here; or what is wrong with it. */
export function mapInstrumentColumns(
  header: readonly string[],
): { readonly places: ReadonlyMap<Column, number>; readonly ignored: readonly string[] } | { readonly fault: string } {
  const places = new Map<Column, number>();
  const ignored: string[] = [];
  for (const [index, name] of header.entries()) {
    const column = (Object.keys(SPELLINGS) as Column[]).find((one) => SPELLINGS[one].includes(plain(name)));
    if (column === undefined) ignored.push(name.slice(0, 40));
    else if (places.has(column))
      return { fault: `one column for ${column}, found "${header[places.get(column)!]}" and "${name}"` };
    else places.set(column, index);
  }
  if (!places.has('symbol')) return { fault: `a column for the symbol (${SPELLINGS.symbol.join(', ')})` };
  if (places.size === 1) {
    return { fault: 'a column besides the symbol: name, assetClass, exchange, currency, sector or industry' };
  }
  return { places, ignored };
}

/** The row, or the first thing that is wrong with it. */
export function readInstrumentRow(
  fields: readonly string[],
  places: ReadonlyMap<Column, number>,
): InstrumentRow | InstrumentFault {
  const cell = (column: Column) => fields[places.get(column) ?? -1]?.trim() ?? '';
  const symbol = cell('symbol').toUpperCase();
  if (!SYMBOL_PATTERN.test(symbol)) {
    return { column: 'symbol', expected: '1 to 20 letters, digits or . - = / ^', found: cell('symbol') };
  }
  const facts: { -readonly [K in keyof InstrumentRow['facts']]: InstrumentRow['facts'][K] } = {};
  for (const column of ['name', 'exchange', 'sector', 'industry'] as const) {
    const value = cell(column);
    if (value.length > LONGEST_TEXT) return { column, expected: `at most ${LONGEST_TEXT} characters`, found: value };
    if (value !== '') facts[column] = value;
  }
  const currency = cell('currency').toUpperCase();
  if (currency !== '' && !/^[A-Z]{3}$/.test(currency)) {
    return { column: 'currency', expected: 'a code of three letters, such as USD', found: cell('currency') };
  }
  if (currency !== '') facts.currency = currency;
  const assetClass = cell('assetClass');
  if (assetClass === '') return { symbol, facts };
  const known = Object.values(AssetClass).find((one) => CLASS_SPELLINGS[one].includes(plain(assetClass)));
  if (known === undefined) {
    return { column: 'assetClass', expected: `one of ${Object.values(AssetClass).join(', ')}`, found: assetClass };
  }
  return { symbol, facts: { ...facts, assetClass: known } };
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[\s_./&-]/g, '');
}
