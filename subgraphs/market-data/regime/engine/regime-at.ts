import { RegimeMethod } from '#schema/generated/enums.js';
import { type MarketRegime, REGIMES, type RegimeSeries } from '../regime.js';
import { ruleRegime } from './rule-regime.js';
import { windowMetrics } from './window-metrics.js';

/** The regime of the bar at an index, its figures over the `lookbackBars` returns up to it; null with too few bars. */
export function regimeAt(series: RegimeSeries, bar: number, lookbackBars: number): MarketRegime | null {
  const { symbol, method, close, timestamps, sessionsPerYear } = series;
  const metrics = windowMetrics(close, bar, lookbackBars, sessionsPerYear);
  if (metrics === null) return null;
  const probabilityOf =
    method === RegimeMethod.RULES ? certain(REGIMES.indexOf(ruleRegime(metrics, lookbackBars))) : fitted(series, bar);
  if (probabilityOf === null) return null;
  let likeliest = 0;
  for (let i = 1; i < REGIMES.length; i++) if (probabilityOf(i) > probabilityOf(likeliest)) likeliest = i;
  return {
    symbol,
    asOf: new Date(timestamps[bar]!).toISOString().slice(0, 10),
    regime: REGIMES[likeliest]!,
    method,
    confidence: probabilityOf(likeliest),
    probabilities: REGIMES.map((regime, i) => ({ regime, probability: probabilityOf(i) })),
    ...metrics,
  };
}

/** The index of the first bar that has a regime with figures over so many bars; the number of bars when none has. */
export function firstRegime({ close, probabilities }: RegimeSeries, lookbackBars: number): number {
  return Math.min(close.length, Math.max(lookbackBars, probabilities?.start ?? 0));
}

type ProbabilityOf = (place: number) => number;

/** A rule holds or does not. */
function certain(held: number): ProbabilityOf {
  return (place) => (place === held ? 1 : 0);
}

function fitted({ probabilities }: RegimeSeries, bar: number): ProbabilityOf | null {
  if (probabilities === null || bar < probabilities.start) return null;
  const row = (bar - probabilities.start) * REGIMES.length;
  // States of one name add their probabilities, which may round to a little more than 1.
  return (place) => Math.min(1, probabilities.values[row + place]!);
}
