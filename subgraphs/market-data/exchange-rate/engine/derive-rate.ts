import type { ExchangeRate } from '../exchange-rate.js';

/** The rates that are known, by their pair as `EUR/USD`. */
export type KnownRates = ReadonlyMap<string, ExchangeRate>;

/** Currencies through which two others are compared, the first that works. */
export const CROSSES = ['USD', 'EUR'] as const;

/** Every pair that can tell the rate of a pair: itself, its inverse, and the legs of its crosses both ways. */
export function pairsFor(base: string, quote: string): string[] {
  const legs = CROSSES.flatMap((cross) => [
    `${base}/${cross}`,
    `${cross}/${base}`,
    `${cross}/${quote}`,
    `${quote}/${cross}`,
  ]);
  return [...new Set([`${base}/${quote}`, `${quote}/${base}`, ...legs])];
}

/** The rate of a pair: as it is known, else the inverse of the opposite one, else by way of USD, else of EUR; else null. */
export function deriveRate(known: KnownRates, base: string, quote: string): ExchangeRate | null {
  const plain = directRate(known, base, quote);
  if (plain !== null) return plain;
  for (const cross of CROSSES) {
    const first = directRate(known, base, cross);
    const second = directRate(known, cross, quote);
    if (first === null || second === null) continue;
    const asOf = first.asOf < second.asOf ? first.asOf : second.asOf;
    const source = first.source === second.source ? first.source : `${first.source}, ${second.source}`;
    return sound({ base, quote, rate: first.rate * second.rate, asOf, source: `${source} (by way of ${cross})` });
  }
  return null;
}

function directRate(known: KnownRates, base: string, quote: string): ExchangeRate | null {
  const direct = known.get(`${base}/${quote}`);
  if (direct !== undefined) return sound(direct);
  const inverse = known.get(`${quote}/${base}`);
  return inverse === undefined ? null : sound({ ...inverse, base, quote, rate: 1 / inverse.rate });
}

/** A rate is a positive number; the inverse of a very small one, or a product, may not be one. */
function sound(rate: ExchangeRate): ExchangeRate | null {
  return Number.isFinite(rate.rate) && rate.rate > 0 ? rate : null;
}
