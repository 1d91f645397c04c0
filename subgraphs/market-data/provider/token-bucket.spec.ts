import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.js';

it('gives what it holds at once, and each token again when its time has passed', () => {
  const bucket = new TokenBucket({ requests: 2, perMs: 1_000 });
  expect(bucket.remaining(0)).toBe(2);
  bucket.take(bucket.earliest(0));
  bucket.take(bucket.earliest(100));
  expect([bucket.remaining(100), bucket.earliest(100)]).toEqual([0, 1_000]);
  bucket.take(bucket.earliest(100));
  expect([bucket.remaining(1_000), bucket.earliest(1_050)]).toEqual([0, 1_100]);
  expect(bucket.remaining(5_000)).toBe(2);
});

it('never lets more than its requests through in any span of its length, whenever they come', () => {
  const limits = fc.record({ requests: fc.integer({ min: 1, max: 8 }), perMs: fc.integer({ min: 1, max: 500 }) });
  const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 });
  fc.assert(
    fc.property(limits, gaps, (limit, waits) => {
      const bucket = new TokenBucket(limit);
      const taken: number[] = [];
      let now = 0;
      for (const wait of waits) {
        now += wait;
        const at = bucket.earliest(now);
        bucket.take(at);
        taken.push(at);
        now = Math.max(now, at);
      }
      for (let i = limit.requests; i < taken.length; i++) {
        expect(taken[i]! - taken[i - limit.requests]!).toBeGreaterThanOrEqual(limit.perMs);
      }
    }),
    { seed: 7 },
  );
});

it.each([
  { requests: 0, perMs: 1 },
  { requests: 1.5, perMs: 1 },
  { requests: 1, perMs: 0 },
])('refuses the rate %j', (rate) => {
  expect(() => new TokenBucket(rate)).toThrow(RangeError);
});
