import { AssetClass, DataInterval } from '#schema/generated/enums.js';
import { inspectBars } from '../subgraphs/market-data/quality/engine/inspect-bars.js';
import type { InspectedBars } from '../subgraphs/market-data/quality/quality.js';
import {
  dailySample,
  PLANTERS,
  type PlantedType,
  SPX_CONTEXT,
  seededChance,
} from '../tests/support/quality-plantings.js';
import { median } from './report.js';

/**
 * How many planted faults are found, and what else is: each fault is planted alone into the real daily bars of the
 * S&P 500. Precision is planted findings ÷ (planted findings + others that the untouched series does not raise). Then
 * the time of an inspection of a million one-minute bars, beside a bare loop of the logarithms that it must take.
 */
// --smoke: short, to see that it runs.
const isSmoke = process.argv.includes('--smoke');
const PLANTINGS = isSmoke ? 20 : 200;
const BARS = isSmoke ? 50_000 : 1_000_000;
const ROUNDS = isSmoke ? 1 : 5;
const [LEAST_RECALL, LEAST_PRECISION] = [0.95, 0.9];

const spx = dailySample('spx-daily.csv');
const keyOf = ({ anomalyType, occurredAt }: { anomalyType: string; occurredAt: number }) =>
  `${anomalyType} ${occurredAt}`;
const untouched = inspectBars(spx, SPX_CONTEXT).findings;
const known = new Set(untouched.map(keyOf));
let failed = false;

console.log(`The untouched S&P 500, ${spx.timestamps.length} daily bars: ${untouched.length} findings`);
for (const { anomalyType, occurredAt, severity } of untouched) {
  console.log(`  ${anomalyType} ${new Date(occurredAt).toISOString().slice(0, 10)} ${severity}`);
}
console.log(`${PLANTINGS} plantings a type:`);
for (const type of Object.keys(PLANTERS) as PlantedType[]) {
  const chance = seededChance(2_020 + type.length);
  const others = new Map<string, number>();
  let planted = 0;
  let hits = 0;
  let extra = 0;
  for (let n = 0; n < PLANTINGS; n++) {
    const { bars, context, expected } = PLANTERS[type](spx, chance);
    const wanted = new Set(expected.map((occurredAt) => keyOf({ anomalyType: type, occurredAt })));
    planted += wanted.size;
    for (const finding of inspectBars(bars, context).findings) {
      if (wanted.has(keyOf(finding))) hits++;
      else if (!known.has(keyOf(finding))) {
        extra++;
        others.set(finding.anomalyType, (others.get(finding.anomalyType) ?? 0) + 1);
      }
    }
  }
  const recall = hits / planted;
  const precision = hits / Math.max(1, hits + extra);
  if (recall < LEAST_RECALL || precision < LEAST_PRECISION) failed = true;
  const besides = [...others].map(([other, count]) => `${other} ${count}`).join(', ');
  console.log(
    `  ${type.padEnd(19)} recall ${recall.toFixed(3)}  precision ${precision.toFixed(3)}${besides && `  besides: ${besides}`}`,
  );
}

const minutes = walk(BARS);
const context = { ...SPX_CONTEXT, interval: DataInterval.ONE_MINUTE, assetClass: AssetClass.CRYPTO };
const ours: number[] = [];
const bare: number[] = [];
for (let round = -1; round < ROUNDS; round++) {
  const loop = timed(() => logarithms(minutes));
  const inspection = timed(() => inspectBars(minutes, context).report.barsChecked);
  // The first round warms both up.
  if (round >= 0) {
    bare.push(loop);
    ours.push(inspection);
  }
}
const perMillion = 1e6 / BARS;
console.log(`inspection of a million bars  ${(median(ours) * perMillion).toFixed(0)} ms`);
console.log(`bare loop                     ${(median(bare) * perMillion).toFixed(0)} ms`);
console.log(`ratio ${(median(ours) / median(bare)).toFixed(1)}`);
if (failed) {
  console.error(
    `expected recall of at least ${LEAST_RECALL} and precision of at least ${LEAST_PRECISION} for every type`,
  );
  process.exitCode = 1;
}

function timed(work: () => number): number {
  const began = performance.now();
  if (!Number.isFinite(work())) throw new Error('the result is no number');
  return performance.now() - began;
}

/** The logarithms of a return, of a ratio of closes and of a volume for each bar: no inspection can do with less. */
function logarithms({ adjustedClose, close, volume }: InspectedBars): number {
  let sum = 0;
  for (let i = 1; i < close.length; i++) {
    sum +=
      Math.log(adjustedClose[i]! / adjustedClose[i - 1]!) + Math.log(close[i]! / close[i - 1]!) + Math.log(volume[i]!);
  }
  return sum;
}

/** A seeded walk of one-minute bars. */
function walk(count: number): InspectedBars {
  const chance = seededChance(1);
  const column = () => new Float64Array(count);
  const bars = {
    ...{ timestamps: column(), open: column(), high: column(), low: column(), close: column(), volume: column() },
    adjustedClose: column(),
  };
  let last = 100;
  for (let i = 0; i < count; i++) {
    bars.timestamps[i] = Date.UTC(2018, 0, 1) + i * 60_000;
    bars.open[i] = last;
    last *= Math.exp((chance() + chance() + chance() - 1.5) * 0.001);
    bars.close[i] = last;
    bars.adjustedClose[i] = last;
    bars.high[i] = Math.max(last, bars.open[i]!) * (1 + 0.0005 * chance());
    bars.low[i] = Math.min(last, bars.open[i]!) * (1 - 0.0005 * chance());
    bars.volume[i] = 100 * Math.exp(chance() + chance());
  }
  return bars;
}
