import { ExpectationStep } from '#quant/inference/expectation-step.js';
import { fitFromStarts } from '#quant/inference/fit-from-starts.js';
import { fitHiddenMarkovModel } from '#quant/inference/fit-hidden-markov-model.js';
import { ForwardFilter } from '#quant/inference/forward-filter.js';
import { type DailyCloses, REGIMES, type RegimeProbabilities } from '../regime.js';
import { nameStates } from './name-states.js';
import { regimeFeatures, TREND_BARS } from './regime-features.js';

/** To be raised with every change that gives other probabilities: what an older one computed is then computed again. */
export const REGIME_MODEL_VERSION = 1;

/**
 * Observations before the first fit: two years of sessions. One year of 120-bar returns is but two that do not overlap:
 * a model that begins there may take it for the whole world, and never leave the state that the next years fall into.
 */
export const LEAST_OBSERVATIONS = 504;

/** A model needs so many bars before the quarter of its first regime: 624. */
export const LEAST_FITTED_BARS = TREND_BARS + LEAST_OBSERVATIONS;

const STATES = 4;
const DIMENSIONS = 2;
const STARTS = 10;
const SEED = 20_000_103;

/** Nats of likelihood per observation; at 5,000 observations a step that gains less than .05 is the last one. */
const TOLERANCE = 1e-5;
/** No state is narrower than .1 standard deviations of trend, or .1 of log volatility. */
const FIRST_FIT = { tolerance: TOLERANCE, maxIterations: 200, covarianceFloor: 0.01 };
const REFIT = { ...FIRST_FIT, maxIterations: 50 };

/**
 * The probabilities of the regimes for every bar that has them, each from bars up to its own alone.
 *
 * A Gaussian hidden Markov model of 4 states over the two features is fitted at the first bar of each calendar quarter
 * on the bars before it: from 10 seeded starts the first time, from the last model after that. Through the quarter its
 * filter, which has run over all bars before, takes in one bar at a time. States of one name add their probabilities.
 *
 * A pure function of the closes, and of each bar's past: bars that are added later change nothing of it.
 */
export function fitRegimes({ timestamps, close }: DailyCloses): RegimeProbabilities {
  const values = regimeFeatures(close);
  const observations = { values, dimensions: DIMENSIONS };
  const starts = quarterStarts(timestamps).filter((bar) => bar >= LEAST_FITTED_BARS);
  const start = starts[0] ?? close.length;
  const probabilities = new Float64Array((close.length - start) * REGIMES.length);
  if (start === close.length) return { start, values: probabilities };

  const first = { ...FIRST_FIT, states: STATES, starts: STARTS, seed: SEED };
  let { model } = fitFromStarts(observations, start - TREND_BARS, first);
  const workspace = new ExpectationStep(STATES, DIMENSIONS, starts.at(-1)! - TREND_BARS);
  for (const [quarter, firstBar] of starts.entries()) {
    const fit = fitHiddenMarkovModel(observations, firstBar - TREND_BARS, model, REFIT, workspace);
    model = fit.model;
    const names = nameStates(model).map((name) => REGIMES.indexOf(name));
    const filter = new ForwardFilter(model, fit.filtered);
    for (let bar = firstBar; bar < (starts[quarter + 1] ?? close.length); bar++) {
      filter.update(values, (bar - TREND_BARS) * DIMENSIONS);
      const row = (bar - start) * REGIMES.length;
      for (let k = 0; k < STATES; k++) probabilities[row + names[k]!]! += filter.probabilities[k]!;
    }
  }
  return { start, values: probabilities };
}

/** The index of the first bar of each calendar quarter (UTC) but the first bar's own. */
function quarterStarts(timestamps: Float64Array): number[] {
  const starts: number[] = [];
  let current = Number.NaN;
  for (const [bar, time] of timestamps.entries()) {
    const date = new Date(time);
    const quarter = date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
    if (quarter !== current && bar > 0) starts.push(bar);
    current = quarter;
  }
  return starts;
}
