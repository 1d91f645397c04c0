import { parseArgs } from 'node:util';
import { AssetClass, DataInterval } from '#schema/generated/enums.js';
import { ImportFault } from './import-fault.js';

export interface ImportArguments {
  readonly file: string;
  /** What is in the file: bars of one symbol, or facts about instruments. */
  readonly content:
    | {
        readonly kind: 'bars';
        readonly symbol: string;
        readonly interval: DataInterval;
        readonly assetClass: AssetClass | null;
      }
    | { readonly kind: 'instruments' };
  /** The graph of a running server; null to find it, or to do without. */
  readonly url: string | null;
}

export const HELP = `Usage: npm run import -- FILE --symbol SYMBOL [options]
       npm run import -- FILE --instruments

Imports a CSV (also .csv.gz) or Parquet file of bars, or names and sectors of instruments from a CSV file. Where a server
uses the data folder, it does the import; else this command starts what is needed and stops it again.

  --symbol SYMBOL        Of which instrument the bars are. Of a file with a symbol column only its rows are taken.
  --interval INTERVAL    ${Object.values(DataInterval).join(', ')}. DAILY when absent.
  --asset-class CLASS    ${Object.values(AssetClass).join(', ')}: of a symbol that is new. STOCK when absent.
  --instruments          The file has columns symbol, name, assetClass, exchange, currency, sector, industry.
  --url URL              The running server, such as http://127.0.0.1:4000, when it is not found by itself.
  --help                 This text.

The environment is that of npm start (DATA_DIR, IMPORT_DIR, HOST, PORT …). For a server with an issuer, QUANTGRAPH_TOKEN is
the bearer token.
`;

/**
 * Reads the command line; null when it asks for help.
 * @throws ImportFault for what it does not understand
 */
export function readArguments(words: readonly string[]): ImportArguments | null {
  const { values, positionals } = parse(words);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined) throw new ImportFault('Expected a file. Try --help.');
  if (more.length > 0) throw new ImportFault(`Expected one file, found also ${more.join(' ')}. Try --help.`);
  const url = values.url === undefined ? null : graphUrl(values.url);
  if (values.instruments) {
    const odd = (['symbol', 'interval', 'asset-class'] as const).filter((name) => values[name] !== undefined);
    if (odd.length > 0)
      throw new ImportFault(`--instruments does not go with --${odd.join(', --')}: the file says it of each.`);
    return { file, content: { kind: 'instruments' }, url };
  }
  if (values.symbol === undefined) throw new ImportFault('Expected --symbol, or --instruments. Try --help.');
  const interval = member('--interval', DataInterval, values.interval) ?? DataInterval.DAILY;
  const assetClass = member('--asset-class', AssetClass, values['asset-class']);
  return { file, content: { kind: 'bars', symbol: values.symbol, interval, assetClass }, url };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        symbol: { type: 'string' },
        interval: { type: 'string' },
        'asset-class': { type: 'string' },
        instruments: { type: 'boolean', default: false },
        url: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new ImportFault(`${(error as Error).message} Try --help.`);
  }
}

function member<T extends string>(
  option: string,
  members: Readonly<Record<string, T>>,
  value: string | undefined,
): T | null {
  if (value === undefined) return null;
  const found = members[value.trim().toUpperCase().replace(/-/g, '_')];
  if (found !== undefined) return found;
  throw new ImportFault(`${option}: expected one of ${Object.values(members).join(', ')}, found ${value}.`);
}

function graphUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new ImportFault(`--url: expected an http or https address, found ${text}.`);
  return `${url.origin}${url.pathname.replace(/\/(graphql)?$/, '')}/graphql`;
}
