/**
 * A hidden Markov model: one of `states` is in force at each step, states follow each other by fixed probabilities, and
 * each emits observations of its own Gaussian distribution, with a full covariance: two features of a market move
 * together, and by how much is part of what tells one state from another.
 *
 * Source: L. R. Rabiner (1989), A Tutorial on Hidden Markov Models, Proceedings of the IEEE 77(2).
 */
export interface GaussianHiddenMarkovModel {
  readonly states: number;
  readonly dimensions: number;
  /** Probability of each state before the first observation. */
  readonly initial: Float64Array;
  /** `transition[i × states + j]`: probability that state j follows state i. */
  readonly transition: Float64Array;
  /** `means[k × dimensions + d]`. */
  readonly means: Float64Array;
  /** `covariances[(k × dimensions + i) × dimensions + j]`, symmetric. */
  readonly covariances: Float64Array;
}

/** Observations one after the other in one array: `values[t × dimensions + d]`, all finite. */
export interface Observations {
  readonly values: Float64Array;
  readonly dimensions: number;
}

/**
 * The least probability of any start and transition. Nothing that happens is then impossible under a model, and a
 * forward step never divides by 0.
 */
export const PROBABILITY_FLOOR = 1e-12;

export function copyModel(model: GaussianHiddenMarkovModel): GaussianHiddenMarkovModel {
  return {
    ...model,
    initial: model.initial.slice(),
    transition: model.transition.slice(),
    means: model.means.slice(),
    covariances: model.covariances.slice(),
  };
}

/** Raises what lies below the floor and divides by the sum, in place, over `count` values from `start`. */
export function normaliseProbabilities(values: Float64Array, start: number, count: number): void {
  let sum = 0;
  for (let i = start; i < start + count; i++) {
    if (!(values[i]! > PROBABILITY_FLOOR)) values[i] = PROBABILITY_FLOOR;
    sum += values[i]!;
  }
  for (let i = start; i < start + count; i++) values[i]! /= sum;
}
