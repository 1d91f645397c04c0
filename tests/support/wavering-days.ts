import { AssetClass } from '#schema/generated/enums.js';
import { inspectBars } from '../../subgraphs/market-data/quality/engine/inspect-bars.js';
import type { InspectedBars, Inspection, InspectionContext } from '../../subgraphs/market-data/quality/quality.js';
import { SPX_CONTEXT } from './quality-plantings.js';

export const DAY_MS = 86_400_000;

/** What trades on every day. */
export const CRYPTO: InspectionContext = { ...SPX_CONTEXT, assetClass: AssetClass.CRYPTO };

/** The findings in the order of their times: `PRICE_JUMP 2020-03-01`. */
export const told = ({ findings }: Inspection) =>
  findings
    .toSorted((a, b) => a.occurredAt - b.occurredAt)
    .map(({ anomalyType, occurredAt }) => `${anomalyType} ${new Date(occurredAt).toISOString().slice(0, 10)}`);

/** Days from 2020-01-01 on whose close alternates by a percent; `change` is told each of them. */
export function days(
  count: number,
  change: (i: number) => Partial<Record<'close' | 'volume' | 'adjusted', number>> = () => ({}),
) {
  const closes = Array.from({ length: count }, (_, i) => change(i).close ?? (i % 2 === 0 ? 100 : 101));
  const column = (of: (i: number) => number) => Float64Array.from({ length: count }, (_, i) => of(i));
  const bars: InspectedBars = {
    timestamps: column((i) => Date.UTC(2020, 0, 1) + i * DAY_MS),
    open: column((i) => closes[i]!),
    high: column((i) => closes[i]! * 1.001),
    low: column((i) => closes[i]! * 0.999),
    close: column((i) => closes[i]!),
    volume: column((i) => change(i).volume ?? (i % 3 === 0 ? 900 : 1_000)),
    adjustedClose: column((i) => change(i).adjusted ?? closes[i]!),
  };
  return bars;
}

/** The day of a bar. */
export const at = (i: number) => new Date(Date.UTC(2020, 0, 1) + i * DAY_MS).toISOString().slice(0, 10);
/** Closes of another level from an index on. */
export const closesFrom = (steps: Readonly<Record<number, number>>) => {
  let level = 1;
  return (i: number) => {
    level = steps[i] ?? level;
    return { close: level * (i % 2 === 0 ? 100 : 101) };
  };
};
/** What is told of such closes. */
export const inspectCloses = (count: number, steps: Readonly<Record<number, number>>) =>
  told(inspectBars(days(count, closesFrom(steps)), CRYPTO));
