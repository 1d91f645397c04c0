import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { largestTriangleThreeBuckets } from '#quant/numeric/largest-triangle-three-buckets.js';
import { BarService } from '../subgraphs/market-data/bar/bar.service.js';
import { minuteBars } from './minute-bars.js';
import { median, report } from './report.js';

/**
 * `series(maxPoints: 1000)` of a million bars, warm, beside its floor: choosing the points on arrays in memory. And one
 * page of 100 bars of three million, the last beside the first, of a series too large to be kept.
 */
// --smoke: short, to see that it runs.
const isSmoke = process.argv.includes('--smoke');
const SERIES_BARS = isSmoke ? 20_000 : 1_000_000;
const PAGED_BARS = isSmoke ? 200_000 : 3_000_000;
const ROUNDS = isSmoke ? 3 : 25;
const TARGET_MS = 100;
const PAGE_TARGET = 1.5;

const root = await mkdtemp(join(tmpdir(), 'quantgraph-series-'));
try {
  const writer = await BarLakeWriter.open({ root });
  const [symbol, interval] = ['BENCH', 'ONE_MINUTE'] as const;
  const bars = minuteBars(SERIES_BARS);
  await writer.upsert({ symbol, interval }, bars, 'bench');
  const paged = { symbol: 'PAGED', interval } as const;
  const { snapshot } = await writer.upsert(paged, minuteBars(PAGED_BARS), 'bench');
  await writer.close();
  await thinSeries();
  await turnPages();

  async function thinSeries(): Promise<void> {
    const lake = await BarLakeReader.open({ root, cacheMb: 256 });
    const service = new BarService(lake, { findMany: async (_, symbols) => symbols.map(() => null) });
    const request = { symbol, interval, from: null, to: null, adjusted: false, maxPoints: 1000 } as const;
    const [ours, floor, daily]: number[][] = [[], [], []];
    const cold = await ms(() => service.series(snapshot, [request]));
    const coldDaily = await ms(() => service.series(snapshot, [{ ...request, interval: 'DAILY' }]));
    for (let round = 0; round < ROUNDS; round++) {
      floor!.push(await ms(async () => largestTriangleThreeBuckets(bars.timestamps, bars.close, 1000)));
      ours!.push(await ms(() => service.series(snapshot, [request])));
      daily!.push(await ms(() => service.series(snapshot, [{ ...request, interval: 'DAILY' }])));
    }
    lake.close();
    report(`series(maxPoints: 1000) of ${SERIES_BARS.toLocaleString('en')} bars (ms)`, {
      'floor: the points chosen on arrays': median(floor!),
      [`warm (target: under ${TARGET_MS})`]: median(ours!),
      'ratio to the floor': median(ours!) / median(floor!),
      'the first time': cold,
      'its days, resampled, the first time': coldDaily,
      'its days, warm': median(daily!),
    });
    if (!isSmoke && median(ours!) > TARGET_MS) process.exitCode = 1;
  }

  async function turnPages(): Promise<void> {
    const lake = await BarLakeReader.open({ root, cacheMb: isSmoke ? 1 : 64 });
    const { lastBarAt } = snapshot.entry(paged)!;
    const page = (after: number | undefined) => () =>
      lake.readPages(snapshot, [paged], after === undefined ? { limit: 100 } : { limit: 100, after });
    // A hundred minutes before the end, in its last session.
    const last = page(lastBarAt - 101 * 60_000);
    await page(undefined)();
    await last();
    const [first, end]: number[][] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      first!.push(await ms(page(undefined)));
      end!.push(await ms(last));
    }
    lake.close();
    const ratio = median(end!) / median(first!);
    report(`a page of 100 of ${PAGED_BARS.toLocaleString('en')} bars (ms)`, {
      'the first': median(first!),
      'the last': median(end!),
      [`ratio (target: at most ${PAGE_TARGET})`]: ratio,
    });
    if (!isSmoke && ratio > PAGE_TARGET) process.exitCode = 1;
  }
} finally {
  await rm(root, { recursive: true, force: true });
}

async function ms(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
