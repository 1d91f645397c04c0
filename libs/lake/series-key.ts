import { BadUserInput } from '#kit/errors/domain-error.js';
import { SYMBOL_PATTERN } from '#kit/ids/symbol.js';
import { DataInterval } from '#schema/generated/enums.js';

/** One series of bars: a symbol at an interval. */
export interface SeriesKey {
  readonly symbol: string;
  readonly interval: DataInterval;
}

/** The key as one string: orders by interval, then by symbol. */
export function seriesId(key: SeriesKey): string {
  return `${key.interval}/${key.symbol}`;
}

/**
 * The series' folder below the lake's root, with `/` between its parts. Everything but letters, digits, dot and minus
 * is written as %XX, and the prefix keeps `..` from being a path segment.
 * @throws BadUserInput for a symbol or an interval that the lake cannot hold
 */
export function seriesFolder(key: SeriesKey): string {
  if (!SYMBOL_PATTERN.test(key.symbol)) {
    throw new BadUserInput(
      `symbol: expected 1 to 20 of A-Z 0-9 ^ . - = / (capitals, not beginning with . - = /), found ${JSON.stringify(key.symbol.slice(0, 40))}.`,
      { pattern: SYMBOL_PATTERN.source },
    );
  }
  if (!Object.hasOwn(DataInterval, key.interval)) {
    throw new BadUserInput(`interval: expected one of ${Object.keys(DataInterval).join(', ')}, found ${key.interval}.`);
  }
  const symbol = key.symbol.replace(/[^A-Z0-9.-]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `interval=${key.interval}/symbol=${symbol}`;
}
