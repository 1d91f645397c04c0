import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '#kit/config/project-root.js';
import { AnomalyType, AssetClass, DataInterval } from '#schema/generated/enums.js';
import type { InspectedBars, InspectionContext } from '../../subgraphs/market-data/quality/quality.js';

/** The findings that a planted fault should raise, and the series with it. */
export interface Planting {
  readonly bars: InspectedBars;
  readonly context: InspectionContext;
  /** The times of what was planted. */
  readonly expected: readonly number[];
}

/** Gives numbers from 0 to below 1. */
export type Chance = () => number;

/** What can be planted in bars; a statement is no bar. */
export type PlantedType = Exclude<AnomalyType, 'INCONSISTENT_STATEMENT'>;

const WINDOW = 60;
const SPLITS = [1 / 2, 1 / 3, 2 / 3, 1 / 4, 1 / 5, 1 / 7, 1 / 10, 1 / 20];
const DAY_MS = 86_400_000;
const COLUMNS = ['timestamps', 'open', 'high', 'low', 'close', 'volume', 'adjustedClose'] as const;
const PRICES = ['open', 'high', 'low', 'close', 'adjustedClose'] as const;

export const SPX_CONTEXT: InspectionContext = {
  interval: DataInterval.DAILY,
  assetClass: AssetClass.INDEX,
  rejected: [],
  duplicates: [],
  heldOut: [],
  keptUntil: null,
  judgeFrom: null,
};

/** A sample of daily bars: date, open, high, low, close, adjusted close, volume. */
export function dailySample(file: string): InspectedBars {
  const lines = readFileSync(join(projectRoot(), 'samples', file), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(','));
  const column = (place: number) => Float64Array.from(rows, (row) => Number(row[place]));
  return {
    timestamps: Float64Array.from(rows, ([day]) => Date.parse(day!)),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    adjustedClose: column(5),
    volume: column(6),
  };
}

/** The sample of monthly closes, as the import reads it: every price is the close, and there is no volume. */
export function monthlySample(symbol: string): InspectedBars {
  const lines = readFileSync(join(projectRoot(), 'samples', 'stocks-monthly.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const rows = lines.map((line) => line.split(',')).filter(([of]) => of === symbol);
  const price = Float64Array.from(rows, (row) => Number(row[2]));
  return {
    timestamps: Float64Array.from(rows, (row) => Date.parse(`${row[1]} UTC`)),
    ...{ open: price, high: price, low: price, close: price, adjustedClose: price },
    volume: new Float64Array(price.length),
  };
}

/** A planter for each type: it puts one fault somewhere into a copy of the bars. */
export const PLANTERS: Readonly<Record<PlantedType, (bars: InspectedBars, chance: Chance) => Planting>> = {
  PRICE_JUMP: plantJump,
  UNADJUSTED_SPLIT: plantSplit,
  VOLUME_SPIKE(series, chance) {
    const bars = copy(series);
    const i = anyBar(bars, chance, WINDOW);
    bars.volume[i]! = Math.max(bars.volume[i]!, medianBefore(bars.volume, i)) * (20 + 30 * chance());
    return { bars, context: SPX_CONTEXT, expected: [bars.timestamps[i]!] };
  },
  OHLC_INCONSISTENT(series, chance) {
    const bars = copy(series);
    const i = anyBar(bars, chance, 0);
    const off = 0.0005 + 0.02 * chance();
    if (chance() < 0.5) bars.high[i] = Math.max(bars.open[i]!, bars.close[i]!) * (1 - off);
    else bars.low[i] = Math.min(bars.open[i]!, bars.close[i]!) * (1 + off);
    return { bars, context: SPX_CONTEXT, expected: [bars.timestamps[i]!] };
  },
  STALE_PRICE(series, chance) {
    const bars = copy(series);
    const i = anyBar(bars, chance, 4);
    for (const name of PRICES) bars[name].fill(bars[name][i - 4]!, i - 4, i + 1);
    return { bars, context: SPX_CONTEXT, expected: [bars.timestamps[i]!] };
  },
  MISSING_SESSION(series, chance) {
    const i = anyBar(series, chance, 1);
    if (i === series.timestamps.length - 1) return this.MISSING_SESSION(series, chance);
    return { bars: without(series, i), context: SPX_CONTEXT, expected: [series.timestamps[i]!] };
  },
  DUPLICATE_BAR(series, chance) {
    const time = series.timestamps[anyBar(series, chance, 0)]!;
    return { bars: series, context: { ...SPX_CONTEXT, duplicates: [time] }, expected: [time] };
  },
  NON_POSITIVE_PRICE(series, chance) {
    // The row is not taken: its session stays without a bar, and that is not a second fault.
    const i = anyBar(series, chance, 0);
    const bars = copy(series);
    bars.low[i] = chance() < 0.5 ? 0 : -bars.low[i]!;
    const row = {
      timestamp: bars.timestamps[i]!,
      open: bars.open[i]!,
      high: bars.high[i]!,
      low: bars.low[i]!,
      close: bars.close[i]!,
      volume: bars.volume[i]!,
      adjustedClose: bars.adjustedClose[i]!,
    };
    return {
      bars: without(series, i),
      context: { ...SPX_CONTEXT, rejected: [row] },
      expected: [row.timestamp],
    };
  },
  STALE_DATA(series, chance) {
    const last = series.timestamps.at(-1)!;
    // 4 sessions are over on the 8th day at the latest, a long weekend included.
    const keptUntil = last + DAY_MS * (8 + Math.floor(chance() * 30));
    return { bars: series, context: { ...SPX_CONTEXT, keptUntil }, expected: [last] };
  },
};

/**
 * A bar, or all from a bar on, or some bars, 20 to 45 robust deviations up or down; but for ratios that are near those of
 * a split, which are to be told as a split.
 */
function plantJump(series: InspectedBars, chance: Chance): Planting {
  const bars = copy(series);
  const i = anyBar(bars, chance, WINDOW + 1);
  const moves = Array.from({ length: WINDOW }, (_, k) =>
    Math.log(bars.adjustedClose[i - 1 - k]! / bars.adjustedClose[i - 2 - k]!),
  );
  const median = medianOf(moves);
  const mad = medianOf(moves.map((move) => Math.abs(move - median)));
  const size = (20 + 25 * chance()) * 1.4826 * mad;
  const move = (chance() < 0.5 ? size : -size) + median;
  const isSplit = SPLITS.some((ratio) => Math.abs(Math.exp(Math.abs(move)) * ratio - 1) < 0.04);
  if (isSplit) return plantJump(series, chance);
  const own = Math.log(bars.adjustedClose[i]! / bars.adjustedClose[i - 1]!);
  const lasts = [1, 1 + Math.floor(chance() * 10), Number.POSITIVE_INFINITY][Math.floor(chance() * 3)]!;
  scale(bars, i, i + lasts, Math.exp(move - own));
  return { bars, context: SPX_CONTEXT, expected: [bars.timestamps[i]!] };
}

function plantSplit(series: InspectedBars, chance: Chance): Planting {
  const bars = copy(series);
  const i = anyBar(bars, chance, 1);
  const ratio = SPLITS[Math.floor(chance() * SPLITS.length)]!;
  scale(bars, i, Number.POSITIVE_INFINITY, chance() < 0.5 ? ratio : 1 / ratio);
  return { bars, context: SPX_CONTEXT, expected: [bars.timestamps[i]!] };
}

function scale(bars: InspectedBars, from: number, to: number, factor: number): void {
  for (let k = from; k < Math.min(to, bars.timestamps.length); k++) {
    for (const name of PRICES) bars[name][k]! *= factor;
  }
}

function anyBar({ timestamps }: InspectedBars, chance: Chance, from: number): number {
  return from + Math.floor(chance() * (timestamps.length - from));
}

export function copy(bars: InspectedBars): InspectedBars {
  return columns((name) => bars[name].slice());
}

/** The first bars. */
export function prefix(bars: InspectedBars, count: number): InspectedBars {
  return columns((name) => bars[name].slice(0, count));
}

export function without(bars: InspectedBars, index: number): InspectedBars {
  return columns((name) => bars[name].filter((_, k) => k !== index));
}

function columns(of: (name: (typeof COLUMNS)[number]) => Float64Array): InspectedBars {
  return Object.fromEntries(COLUMNS.map((name) => [name, of(name)])) as unknown as InspectedBars;
}

function medianBefore(values: Float64Array, i: number): number {
  return medianOf(values.slice(i - WINDOW, i));
}

function medianOf(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Numbers by mulberry32: a 32-bit counter, mixed. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
