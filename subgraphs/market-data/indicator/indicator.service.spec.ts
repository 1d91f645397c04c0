import { describe, expect, it } from 'vitest';
import type { RunOptions } from '#kit/jobs/worker-pool.js';
import type { BarColumns } from '#lake/bar-columns.js';
import type { SeriesKey } from '#lake/series-key.js';
import { Snapshot } from '#lake/snapshot.js';
import { AssetClass, DataInterval, IndicatorType, PriceField } from '#schema/generated/enums.js';
import type { BarService } from '../bar/bar.service.js';
import { computeIndicators, type IndicatorTask } from './engine/compute-indicators.js';
import type { IndicatorRequest, IndicatorSeries } from './indicator.js';
import { IndicatorService } from './indicator.service.js';

const DAY_MS = 86_400_000;

function barsOf(count: number): BarColumns {
  const column = (value: (i: number) => number) => Float64Array.from({ length: count }, (_, i) => value(i));
  const close = column((i) => 100 + (i % 7));
  const prices = { open: close, high: close.map((v) => v + 1), low: close.map((v) => v - 1), close };
  return { timestamps: column((i) => i * DAY_MS), ...prices, volume: close, adjustedClose: close };
}

/** Bars that are what they are, and a thread that tells what it was given. */
function serviceOver(counts: Readonly<Record<string, number>>) {
  const bars = new Map(Object.entries(counts).map(([symbol, count]) => [symbol, barsOf(count)]));
  const reads: string[][] = [];
  const tasks: IndicatorTask[] = [];
  const handedOver: number[] = [];
  const source = {
    columns: async (_: Snapshot, keys: readonly SeriesKey[]) => {
      reads.push(keys.map(({ symbol }) => symbol));
      return keys.map(({ symbol }) => bars.get(symbol) ?? null);
    },
    coverages: async (_: Snapshot, keys: readonly SeriesKey[]) => keys.map(() => null),
    refusal: () => null,
  } as unknown as BarService;
  const pool = {
    async run<I, O>(input: I, options: RunOptions = {}): Promise<O> {
      const { analysis, input: task } = input as { analysis: string; input: IndicatorTask };
      expect(analysis).toBe('computeIndicators');
      tasks.push(task);
      handedOver.push(options.transfer!.length);
      // As a real thread would have it: what is handed over is gone here.
      return computeIndicators(structuredClone(task, { transfer: [...options.transfer!] as ArrayBuffer[] })) as O;
    },
  };
  return { service: new IndicatorService(source, pool), bars, reads, tasks, handedOver };
}

const sma = (period: number) => ({ type: IndicatorType.SMA, parameters: { period }, source: PriceField.CLOSE });

function request(symbol: string, changes: Partial<IndicatorRequest> = {}): IndicatorRequest {
  const range = { from: null, to: null, adjusted: false };
  return {
    ...{ symbol, assetClass: AssetClass.STOCK, interval: DataInterval.DAILY },
    ...{ ...range, indicators: [sma(3)], ...changes },
  };
}

describe('IndicatorService', () => {
  it('computes little work at once, much of it in a thread, with the same values', async () => {
    const small = serviceOver({ A: 100_000 });
    const [once] = await small.service.compute(Snapshot.empty, [request('A', { indicators: [sma(3), sma(5)] })]);
    expect(small.tasks).toHaveLength(0);

    const large = serviceOver({ A: 100_000 });
    const indicators = [sma(3), sma(5), { type: IndicatorType.ATR, parameters: { period: 3 }, source: null }];
    const [found] = await large.service.compute(Snapshot.empty, [request('A', { indicators })]);
    expect(large.tasks).toHaveLength(1);
    expect((found as readonly IndicatorSeries[]).slice(0, 2)).toEqual(once);
    // Close, high and low: copies, so that what the lake keeps is still there.
    expect(large.handedOver).toEqual([3]);
    expect(large.bars.get('A')!.close).toHaveLength(100_000);
  });

  it('counts the work of all instruments of a list together', async () => {
    const { service, tasks, reads } = serviceOver({ A: 150_000, B: 150_000 });
    const answers = await service.compute(Snapshot.empty, [request('A'), request('B'), request('C')]);
    expect(tasks).toHaveLength(2);
    expect(reads).toEqual([['A', 'B', 'C']]);
    expect(answers[2]).toEqual([
      { ...sma(3), warmUpBars: 2, outputs: [{ name: 'sma', timestamps: new Float64Array(0), values: [] }] },
    ]);
  });

  it('sends no bar after the last one that is wanted, and takes back those that are', async () => {
    const { service, tasks } = serviceOver({ A: 400_000 });
    const range = { from: 299_990 * DAY_MS, to: 299_999 * DAY_MS };
    const [answer] = await service.compute(Snapshot.empty, [request('A', range)]);
    expect(tasks[0]).toMatchObject({ start: 299_990, end: 300_000 });
    const [output] = (answer as readonly IndicatorSeries[])[0]!.outputs;
    expect(output!.timestamps[0]).toBe(299_990 * DAY_MS);
    const { close } = barsOf(300_000);
    expect(output!.values).toHaveLength(10);
    expect(output!.values[9]).toBeCloseTo((close[299_997]! + close[299_998]! + close[299_999]!) / 3, 12);
  });

  it('refuses more values than one answer may have, and answers the others', async () => {
    const { service, tasks } = serviceOver({ A: 1_000_001, B: 10 });
    const twice = { indicators: [sma(3), sma(5)] };
    const [tooMany, fine] = await service.compute(Snapshot.empty, [request('A', twice), request('B', twice)]);
    expect(tooMany).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('1000001 bars of 2') });
    expect(fine).toHaveLength(2);
    expect(tasks).toHaveLength(0);
    const part = { ...twice, from: 900_000 * DAY_MS };
    expect((await service.compute(Snapshot.empty, [request('A', part)]))[0]).toHaveLength(2);
  });

  it('annualises by the class and the interval', async () => {
    const { service } = serviceOver({ A: 30 });
    const indicators = [{ type: IndicatorType.VOLATILITY, parameters: { period: 20 }, source: PriceField.CLOSE }];
    const of = async (changes: Partial<IndicatorRequest>) => {
      const [answer] = await service.compute(Snapshot.empty, [request('A', { indicators, ...changes })]);
      return (answer as readonly IndicatorSeries[])[0]!.outputs[0]!.values.at(-1)!;
    };
    const daily = await of({});
    expect((await of({ assetClass: AssetClass.CRYPTO })) / daily).toBeCloseTo(Math.sqrt(365 / 252), 12);
    expect((await of({ interval: DataInterval.MONTHLY })) / daily).toBeCloseTo(Math.sqrt(12 / 252), 12);
  });
});
