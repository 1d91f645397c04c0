import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeObservations } from './merge-observations.js';

const DAY_MS = 86_400_000;
const observations = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -5, max: 5 })), { selector: ([day]) => day })
  .map((pairs) => ({
    dates: Float64Array.from(pairs, ([day]) => day * DAY_MS),
    values: Float64Array.from(pairs, ([, value]) => value),
  }));

it('keeps what was there but for the dates that came again', () => {
  fc.assert(
    fc.property(observations, observations, (first, second) => {
      const stored = mergeObservations(null, first).observations;
      const { observations: merged, changed } = mergeObservations(stored, second);
      const expected = new Map([...first.dates].map((date, i) => [date, first.values[i]!]));
      let different = 0;
      second.dates.forEach((date, i) => {
        if (expected.get(date) !== second.values[i]) different += 1;
        expected.set(date, second.values[i]!);
      });
      expect(changed).toBe(different);
      expect([...merged.dates]).toEqual([...expected.keys()].sort((a, b) => a - b));
      merged.dates.forEach((date, i) => {
        expect(merged.values[i]).toBe(expected.get(date));
      });
      expect(mergeObservations(merged, second).changed).toBe(0);
    }),
    { seed: 20_240_601, numRuns: 200 },
  );
});

it('dates by the day, and leaves out what is no number', () => {
  const fetched = { dates: Float64Array.of(36e5, DAY_MS, Number.NaN), values: Float64Array.of(1, Number.NaN, 3) };
  const { observations: merged, changed } = mergeObservations(null, fetched);
  expect([[...merged.dates], [...merged.values], changed]).toEqual([[0], [1], 1]);
});
