import { BadUserInput } from '#kit/errors/domain-error.js';
import { BAR_COLUMNS, type BarColumn } from './bar-columns.js';

/** Where in a file's header each column stands; null for what the file does not have. */
export interface ImportColumns {
  readonly timestamp: number;
  /** The time of day, where it stands beside the date. */
  readonly time: number | null;
  readonly symbol: number | null;
  readonly close: number;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly volume: number | null;
  readonly adjustedClose: number | null;
}

type Role = 'timestamp' | 'symbol' | BarColumn;

const SPELLINGS: Readonly<Record<Role, readonly string[]>> = {
  timestamp: [
    'date',
    'timestamp',
    'time',
    'datetime',
    'month',
    'day',
    'tradedate',
    'opentime',
    'timeofday',
    'tradetime',
    'ts',
    't',
  ],
  symbol: ['symbol', 'ticker'],
  open: ['open', 'o'],
  high: ['high', 'h'],
  low: ['low', 'l'],
  close: ['close', 'c', 'price', 'closelast'],
  volume: ['volume', 'vol', 'v'],
  adjustedClose: ['adjclose', 'adjustedclose', 'closeadj', 'closeadjusted', 'adjprice'],
};

/** A date and a time of day in two columns. */
const DATE_NAMES = ['date', 'day', 'tradedate'];
const TIME_NAMES = ['time', 'timeofday', 'tradetime'];

/**
 * Which column of a header means what: case, spaces, underscores, dots, slashes and minus signs do not count. A file
 * with a date and a close alone is enough; a file that has one of open, high and low has all three. A date and a time
 * of day may stand in two columns.
 * @throws BadUserInput that names the missing, or the doubtful, column
 */
export function mapColumns(header: readonly string[]): ImportColumns {
  const found = new Map<Role, number[]>();
  header.forEach((name, index) => {
    const plain = plainName(name);
    for (const role of Object.keys(SPELLINGS) as Role[]) {
      if (SPELLINGS[role].includes(plain)) found.set(role, [...(found.get(role) ?? []), index]);
    }
  });
  const time = takeTime(header, found);
  for (const [role, places] of found) {
    if (places.length > 1) {
      const names = places.map((place) => `"${header[place]}"`).join(' and ');
      throw refusal(`one column for ${role}, found ${names}: leave one of them`, header);
    }
  }
  const place = (role: Role) => found.get(role)?.[0] ?? null;
  const [timestamp, close] = [place('timestamp'), place('close')];
  if (timestamp === null) throw refusal(`a column for the time, such as ${SPELLINGS.timestamp.join(', ')}`, header);
  if (close === null) throw refusal('a column for the close, such as close or price', header);
  const prices = (['open', 'high', 'low'] as const).filter((role) => place(role) === null);
  if (prices.length > 0 && prices.length < 3) {
    throw refusal(`open, high and low, or none of them; ${prices.join(' and ')} not found`, header);
  }
  const bar = Object.fromEntries(BAR_COLUMNS.map((column) => [column, place(column)])) as Record<
    BarColumn,
    number | null
  >;
  return { ...bar, timestamp, time, close, symbol: place('symbol') };
}

/** The column of the time of day, when the date has another one; then the date alone is left as the time's place. */
function takeTime(header: readonly string[], found: Map<Role, number[]>): number | null {
  const places = found.get('timestamp') ?? [];
  const [date] = places.filter((place) => DATE_NAMES.includes(plainName(header[place]!)));
  const [time] = places.filter((place) => TIME_NAMES.includes(plainName(header[place]!)));
  if (places.length !== 2 || date === undefined || time === undefined) return null;
  found.set('timestamp', [date]);
  return time;
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_./*-]/g, '');
}

function refusal(expected: string, header: readonly string[]): BadUserInput {
  const names = header.slice(0, 30).map((name) => name.slice(0, 40));
  return new BadUserInput(`file: expected ${expected}. Its columns: ${names.join(', ')}.`, { columns: names });
}
