import type { ExpectationStep } from './expectation-step.js';
import { floorCovariance } from './floor-covariance.js';
import { type GaussianHiddenMarkovModel, normaliseProbabilities } from './gaussian-hidden-markov-model.js';

/** Below so many observations, in expectation, a state keeps its mean and covariance: there is nothing to learn from. */
const LEAST_WEIGHT = 1e-6;

/** The maximisation step of Baum–Welch: the likeliest model for what was expected, written over `model`. */
export function maximisationStep(
  model: GaussianHiddenMarkovModel,
  expected: ExpectationStep,
  covarianceFloor: number,
): void {
  const { states, dimensions, initial, transition } = model;
  initial.set(expected.first);
  normaliseProbabilities(initial, 0, states);
  for (let i = 0; i < states; i++) {
    const row = i * states;
    let sum = 0;
    for (let j = row; j < row + states; j++) sum += expected.transitions[j]!;
    if (!(sum > LEAST_WEIGHT)) continue;
    for (let j = row; j < row + states; j++) transition[j] = expected.transitions[j]! / sum;
    normaliseProbabilities(transition, row, states);
  }
  for (let k = 0; k < states; k++) {
    if (!(expected.weights[k]! > LEAST_WEIGHT)) continue;
    moveState(model, expected, k);
    floorCovariance(model.covariances, k * dimensions * dimensions, dimensions, covarianceFloor);
  }
}

function moveState(
  { dimensions, means, covariances }: GaussianHiddenMarkovModel,
  { weights, firstMoments, secondMoments }: ExpectationStep,
  k: number,
): void {
  const weight = weights[k]!;
  for (let i = 0; i < dimensions; i++) {
    const row = (k * dimensions + i) * dimensions;
    const shift = firstMoments[k * dimensions + i]! / weight;
    for (let j = 0; j <= i; j++) {
      const covariance = secondMoments[row + j]! / weight - shift * (firstMoments[k * dimensions + j]! / weight);
      covariances[row + j] = covariance;
      covariances[(k * dimensions + j) * dimensions + i] = covariance;
    }
  }
  for (let i = k * dimensions; i < (k + 1) * dimensions; i++) means[i]! += firstMoments[i]! / weight;
}
