import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExchangeRate } from '../exchange-rate.js';
import { deriveRate, pairsFor } from './derive-rate.js';

const CODES = ['USD', 'EUR', 'JPY', 'GBP', 'BTC'];
const table = fc
  .uniqueArray(
    fc.record({
      base: fc.constantFrom(...CODES),
      quote: fc.constantFrom(...CODES),
      rate: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      asOf: fc.constantFrom('2024-01-01T00:00:00.000Z', '2024-01-02T00:00:00.000Z'),
      source: fc.constant('stub'),
    }),
    { selector: ({ base, quote }) => `${base}/${quote}` },
  )
  .map((rates) => rates.filter(({ base, quote }) => base !== quote))
  // One direction of each pair: both could contradict each other.
  .map((rates) =>
    rates.filter((one, i) => !rates.slice(0, i).some((other) => other.base === one.quote && other.quote === one.base)),
  )
  .map((rates) => new Map<string, ExchangeRate>(rates.map((rate) => [`${rate.base}/${rate.quote}`, rate])));

it('goes there and back without gain, and asks for no pair that it does not name', () => {
  fc.assert(
    fc.property(table, fc.constantFrom(...CODES), fc.constantFrom(...CODES), (known, base, quote) => {
      fc.pre(base !== quote);
      const there = deriveRate(known, base, quote);
      const back = deriveRate(known, quote, base);
      expect(there === null).toBe(back === null);
      if (there === null || back === null) return;
      expect(there.rate * back.rate).toBeCloseTo(1, 9);
      expect([there.base, there.quote, there.asOf]).toEqual([base, quote, back.asOf]);
      const named = new Map([...known].filter(([pair]) => pairsFor(base, quote).includes(pair)));
      expect(deriveRate(named, base, quote)).toEqual(there);
    }),
    { seed: 20_240_601, numRuns: 500 },
  );
});

it('gives no rate that is no number', () => {
  const tiny = { base: 'AAA', quote: 'USD', rate: Number.MIN_VALUE, asOf: '2024-01-01T00:00:00.000Z', source: 'stub' };
  expect(deriveRate(new Map([['AAA/USD', tiny]]), 'USD', 'AAA')).toBeNull();
});
