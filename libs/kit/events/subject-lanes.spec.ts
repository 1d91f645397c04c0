import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SubjectLanes } from './subject-lanes.js';

describe('SubjectLanes', () => {
  it('keeps the order of each key and the bound over all, whatever finishes when', async () => {
    const task = fc.record({ key: fc.constantFrom('a', 'b', 'c'), turns: fc.nat(5), fails: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(task, { maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        async (tasks, concurrency) => {
          const lanes = new SubjectLanes(concurrency);
          const ended: Record<string, number[]> = {};
          const busy = new Set<string>();
          const results = tasks.map(({ key, turns, fails }, i) =>
            lanes.run(key, async () => {
              expect(busy.has(key)).toBe(false);
              busy.add(key);
              expect(busy.size).toBeLessThanOrEqual(concurrency);
              for (let turn = 0; turn < turns; turn++) await Promise.resolve();
              busy.delete(key);
              const order = ended[key] ?? [];
              ended[key] = order;
              order.push(i);
              if (fails) throw new Error(`task ${i}`);
              return i;
            }),
          );
          const outcomes = Promise.allSettled(results);
          await lanes.idle();
          for (const order of Object.values(ended)) expect(order).toEqual([...order].sort((x, y) => x - y));
          for (const [i, outcome] of (await outcomes).entries()) {
            expect(outcome.status).toBe(tasks[i]?.fails ? 'rejected' : 'fulfilled');
          }
        },
      ),
      { seed: 20_261_122, numRuns: 200 },
    );
  });

  it('refuses a concurrency of none', () => {
    expect(() => new SubjectLanes(0)).toThrow(RangeError);
  });
});
