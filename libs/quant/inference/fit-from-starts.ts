import { SeededRandom } from '../random/seeded-random.js';
import { clusteredStart } from './clustered-start.js';
import { ExpectationStep } from './expectation-step.js';
import {
  assertObservations,
  type FitOptions,
  fitHiddenMarkovModel,
  type HiddenMarkovFit,
} from './fit-hidden-markov-model.js';
import type { Observations } from './gaussian-hidden-markov-model.js';

export interface StartOptions extends FitOptions {
  readonly states: number;
  readonly starts: number;
  /** 0 to 2^32 − 1: decides the starts, and so the fit. */
  readonly seed: number;
}

/**
 * The likeliest of the fits from several seeded starts, the first one among equals: Baum–Welch climbs to the nearest
 * peak, and there are many.
 *
 * @throws RangeError for fewer than 1 start or state, fewer observations than states, and as fitHiddenMarkovModel does
 */
export function fitFromStarts(observations: Observations, count: number, options: StartOptions): HiddenMarkovFit {
  const { states, starts, seed, covarianceFloor } = options;
  assertObservations(observations, count);
  if (!(starts >= 1) || !(states >= 1) || count < states) {
    throw new RangeError(`Expected at least 1 start and no more states than observations, found ${starts}, ${states}.`);
  }
  const random = SeededRandom.from(seed);
  const workspace = new ExpectationStep(states, observations.dimensions, count);
  let best: HiddenMarkovFit | undefined;
  for (let i = 0; i < starts; i++) {
    const start = clusteredStart(observations, count, states, random, covarianceFloor);
    const fit = fitHiddenMarkovModel(observations, count, start, options, workspace);
    if (best === undefined || fit.logLikelihood > best.logLikelihood) best = fit;
  }
  return best!;
}
