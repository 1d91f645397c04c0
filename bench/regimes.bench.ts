import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workerEntry } from '#kit/jobs/worker-entry.js';
import { createWorkerPool } from '#kit/jobs/worker-pool.js';
import { silentLogger } from '#kit/observability/logger.js';
import { BarLakeReader } from '#lake/bar-lake-reader.js';
import { BarLakeWriter } from '#lake/bar-lake-writer.js';
import { ColumnTables } from '#lake/column-tables.js';
import { ExpectationStep } from '#quant/inference/expectation-step.js';
import { fitFromStarts } from '#quant/inference/fit-from-starts.js';
import { copyModel, type GaussianHiddenMarkovModel } from '#quant/inference/gaussian-hidden-markov-model.js';
import { invertCholesky } from '#quant/inference/invert-cholesky.js';
import { maximisationStep } from '#quant/inference/maximisation-step.js';
import { AssetClass, RegimeMethod } from '#schema/generated/enums.js';
import { BarService } from '../subgraphs/market-data/bar/bar.service.js';
import { regimeFeatures } from '../subgraphs/market-data/regime/engine/regime-features.js';
import { type RegimeSeriesKey, RegimeService } from '../subgraphs/market-data/regime/regime.service.js';
import { RegimeFits } from '../subgraphs/market-data/regime/regime-fits.js';
import { RegimeTables } from '../subgraphs/market-data/regime/regime-tables.js';
import { sampleCloses } from '../subgraphs/market-data/regime/sample-closes.fixture.js';
import { median, report } from './report.js';

/**
 * The regime history of 20 years of daily bars of the S&P 500, by the hidden Markov model: cold (fitted at every quarter,
 * in a thread), after a restart (read from disk) and warm. Targets: cold 2,000 ms, warm 20 ms.
 *
 * And one step of Baum–Welch on all bars against the floor: a bare forward pass, written for 4 states of 2 features.
 * A step is forward, backward and the sums; target: a median ratio of at most 5. Both in this run, in turns.
 *
 * --smoke makes it short, to see that it runs; nothing is judged then.
 */
const isSmoke = process.argv.includes('--smoke');
const COLD_ROUNDS = isSmoke ? 1 : 5;
const WARM_ROUNDS = isSmoke ? 3 : 40;
const STEP_ROUNDS = isSmoke ? 5 : 200;
const TARGETS = { coldMs: 2_000, warmMs: 20, ratio: 5 };

const spx = sampleCloses('spx-daily.csv');
const key: RegimeSeriesKey = {
  symbol: 'SPX',
  assetClass: AssetClass.INDEX,
  method: RegimeMethod.HIDDEN_MARKOV_MODEL,
};

/** The filter and the log likelihood of a model of 4 states over 2 features, and nothing else. */
function bareForwardPass(model: GaussianHiddenMarkovModel, values: Float64Array, count: number): number {
  const { transition, means } = model;
  const whitening = new Float64Array(16);
  const scale = new Float64Array(4);
  for (let k = 0; k < 4; k++) {
    scale[k] = Math.exp(-invertCholesky(model.covariances, 4 * k, 2, whitening)!) / (2 * Math.PI);
  }
  const now = new Float64Array(4);
  const next = new Float64Array(4);
  now.set(model.initial);
  let logLikelihood = 0;
  for (let t = 0; t < count; t++) {
    const [x, y] = [values[2 * t]!, values[2 * t + 1]!];
    let sum = 0;
    for (let k = 0; k < 4; k++) {
      const u = x - means[2 * k]!;
      const a = whitening[4 * k]! * u;
      const b = whitening[4 * k + 2]! * u + whitening[4 * k + 3]! * (y - means[2 * k + 1]!);
      const before =
        t === 0
          ? now[k]!
          : now[0]! * transition[k]! +
            now[1]! * transition[4 + k]! +
            now[2]! * transition[8 + k]! +
            now[3]! * transition[12 + k]!;
      next[k] = before * scale[k]! * Math.exp(-(a * a + b * b) / 2);
      sum += next[k]!;
    }
    for (let k = 0; k < 4; k++) now[k] = next[k]! / sum;
    logLikelihood += Math.log(sum);
  }
  return logLikelihood;
}

function stepRatio(): { readonly ratio: number; readonly stepMs: number; readonly passMs: number } {
  const values = regimeFeatures(spx.close);
  const count = values.length / 2;
  const options = { states: 4, starts: 2, seed: 1, tolerance: 1e-4, maxIterations: 30, covarianceFloor: 0.01 };
  const fit = fitFromStarts({ values, dimensions: 2 }, count, options);
  const workspace = new ExpectationStep(4, 2, count);
  const stepMs: number[] = [];
  const passMs: number[] = [];
  for (let round = -5; round < STEP_ROUNDS; round++) {
    const model = copyModel(fit.model);
    const t0 = performance.now();
    const expected = workspace.run(model, values, count);
    maximisationStep(model, workspace, 0.01);
    const t1 = performance.now();
    const found = bareForwardPass(fit.model, values, count);
    const t2 = performance.now();
    if (Math.abs(expected - found) > 1e-6) throw new Error(`likelihoods differ: ${expected}, ${found}`);
    if (round < 0) continue;
    stepMs.push(t1 - t0);
    passMs.push(t2 - t1);
  }
  // Pair by pair, since the two sides of a round met the same machine.
  return { ratio: median(stepMs.map((ms, i) => ms / passMs[i]!)), stepMs: median(stepMs), passMs: median(passMs) };
}

const folder = await mkdtemp(join(tmpdir(), 'quantgraph-bench-'));
const writer = await BarLakeWriter.open({ root: join(folder, 'bars') });
const { timestamps, close } = spx;
const volume = new Float64Array(close.length).fill(1);
await writer.upsert(
  { symbol: 'SPX', interval: 'DAILY' },
  { timestamps, open: close, high: close, low: close, close, volume, adjustedClose: close },
  'bench',
);
const lake = await BarLakeReader.open({ root: join(folder, 'bars') });
const tables = await ColumnTables.open({ root: join(folder, 'tables') });
const pool = createWorkerPool({
  entry: workerEntry(import.meta.url, '../subgraphs/market-data/analysis.worker'),
  maxThreads: 1,
  maxQueue: 10,
});
const snapshot = await lake.currentSnapshot();
const restart = () =>
  new RegimeService(
    new BarService(lake, { findMany: async () => [] }),
    new RegimeFits(new RegimeTables(tables), pool, silentLogger),
  );

async function historyMs(service: RegimeService): Promise<number> {
  const start = performance.now();
  const [series] = await service.series(snapshot, [key]);
  if (series instanceof Error) throw series;
  const history = service.history(series!, { from: null, to: null, method: key.method });
  const ms = performance.now() - start;
  if (history.length < 4_000) throw new Error(`only ${history.length} regimes`);
  return ms;
}

const firstMs = await historyMs(restart());
const coldMs: number[] = [];
const restartMs: number[] = [];
for (let round = 0; round < COLD_ROUNDS; round++) {
  await tables.delete('regimes/SPX');
  coldMs.push(await historyMs(restart()));
  restartMs.push(await historyMs(restart()));
}
const warm = restart();
await historyMs(warm);
const warmMs: number[] = [];
for (let round = 0; round < WARM_ROUNDS; round++) warmMs.push(await historyMs(warm));
await pool.close();
await writer.close();
tables.close();
lake.close();
await rm(folder, { recursive: true });

const { ratio, stepMs, passMs } = stepRatio();
const [cold, warmed] = [median(coldMs), median(warmMs)];
report(`Regime history of ${close.length} daily bars`, {
  'first, with the start of the thread, ms': firstMs,
  [`cold, ms (target ${TARGETS.coldMs})`]: cold,
  'after a restart, from disk, ms': median(restartMs),
  [`warm, ms (target ${TARGETS.warmMs})`]: warmed,
  'warm ÷ cold': warmed / cold,
  'one step of Baum–Welch, ms': stepMs,
  'one bare forward pass, ms': passMs,
  [`step ÷ pass (target at most ${TARGETS.ratio})`]: ratio,
});
if (!isSmoke && (cold > TARGETS.coldMs || warmed > TARGETS.warmMs || ratio > TARGETS.ratio)) process.exitCode = 1;
