import { ExpectationStep } from './expectation-step.js';
import { copyModel, type GaussianHiddenMarkovModel, type Observations } from './gaussian-hidden-markov-model.js';
import { maximisationStep } from './maximisation-step.js';

export interface FitOptions {
  /** Ends when a step gains less log likelihood than this per observation. */
  readonly tolerance: number;
  /** Ends after so many maximisation steps. */
  readonly maxIterations: number;
  /** The least variance of any state in any direction, in squared units of the observations. */
  readonly covarianceFloor: number;
}

export interface HiddenMarkovFit {
  readonly model: GaussianHiddenMarkovModel;
  /** Of all observations under `model`, by natural logarithm. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
  /** Filtered probabilities of the states at the last observation. */
  readonly filtered: Float64Array;
}

/**
 * Baum–Welch from a start on the first `count` observations: expectation and maximisation in turns, of which none loses
 * likelihood, until a step gains next to nothing.
 *
 * @param workspace to be used again by the next fit; taken anew when absent
 * @throws RangeError without an observation, for a start of other dimensions, and for what is not a finite number
 */
export function fitHiddenMarkovModel(
  observations: Observations,
  count: number,
  start: GaussianHiddenMarkovModel,
  { tolerance, maxIterations, covarianceFloor }: FitOptions,
  workspace = new ExpectationStep(start.states, start.dimensions, count),
): HiddenMarkovFit {
  assertObservations(observations, count, start.dimensions);
  const model = copyModel(start);
  let before = Number.NEGATIVE_INFINITY;
  for (let iterations = 0; ; iterations++) {
    const logLikelihood = workspace.run(model, observations.values, count);
    const hasConverged = logLikelihood - before < tolerance * count;
    if (hasConverged || iterations === maxIterations) {
      return { model, logLikelihood, iterations, hasConverged, filtered: workspace.last.slice() };
    }
    before = logLikelihood;
    maximisationStep(model, workspace, covarianceFloor);
  }
}

export function assertObservations({ values, dimensions }: Observations, count: number, expected = dimensions): void {
  if (dimensions !== expected)
    throw new RangeError(`Expected observations of ${expected} values, found ${dimensions}.`);
  if (!Number.isInteger(count) || count < 1 || count * dimensions > values.length) {
    throw new RangeError(`Expected 1 to ${values.length / dimensions} observations, found ${count}.`);
  }
  for (let i = 0; i < count * dimensions; i++) {
    if (!Number.isFinite(values[i]!)) throw new RangeError(`Value ${i} of the observations is not a finite number.`);
  }
}
