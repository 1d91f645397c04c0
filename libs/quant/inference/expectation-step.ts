import { GaussianDensities } from './gaussian-densities.js';
import type { GaussianHiddenMarkovModel } from './gaussian-hidden-markov-model.js';

/**
 * The expectation step of Baum–Welch: forward and backward, scaled at each step so that nothing underflows, summed into
 * what the maximisation step needs. Its arrays are taken once, for the longest series.
 */
export class ExpectationStep {
  /** Expected number of observations of each state. */
  readonly weights: Float64Array;
  /** Σ γ(x − μ) of each state, about the mean that the model had: no digits are lost to its size. */
  readonly firstMoments: Float64Array;
  /** Σ γ(x − μ)(x − μ)ᵀ of each state; only the lower triangles are filled. */
  readonly secondMoments: Float64Array;
  /** Expected number of transitions from each state to each. */
  readonly transitions: Float64Array;
  /** Probability of each state at the first observation, given all. */
  readonly first: Float64Array;
  /** Filtered probability of each state at the last observation. */
  readonly last: Float64Array;

  private readonly forward: Float64Array;
  private readonly densities: Float64Array;
  private readonly scales: Float64Array;
  private readonly behind: Float64Array;
  private readonly gaussians: GaussianDensities;

  constructor(
    private readonly states: number,
    private readonly dimensions: number,
    private readonly capacity: number,
  ) {
    this.weights = new Float64Array(states);
    this.firstMoments = new Float64Array(states * dimensions);
    this.secondMoments = new Float64Array(states * dimensions * dimensions);
    this.transitions = new Float64Array(states * states);
    this.first = new Float64Array(states);
    this.last = new Float64Array(states);
    this.forward = new Float64Array(capacity * states);
    this.densities = new Float64Array(capacity * states);
    this.scales = new Float64Array(capacity);
    this.behind = new Float64Array(2 * states);
    this.gaussians = new GaussianDensities(states, dimensions);
  }

  /** Runs over the first `count` observations and returns their log likelihood under the model. */
  run(model: GaussianHiddenMarkovModel, values: Float64Array, count: number): number {
    if (count > this.capacity) throw new RangeError(`Room for ${this.capacity} observations, found ${count}.`);
    const logLikelihood = this.runForward(model, values, count);
    this.runBackward(model, values, count);
    this.last.set(this.forward.subarray((count - 1) * this.states, count * this.states));
    return logLikelihood;
  }

  private runForward(model: GaussianHiddenMarkovModel, values: Float64Array, count: number): number {
    const { states, dimensions, forward, densities, scales, gaussians } = this;
    const { transition, initial } = model;
    gaussians.prepare(model);
    let logLikelihood = 0;
    for (let t = 0; t < count; t++) {
      const row = t * states;
      logLikelihood += gaussians.write(values, t * dimensions, dimensions, densities, row);
      let sum = 0;
      for (let k = 0; k < states; k++) {
        let before = 0;
        if (t === 0) before = initial[k]!;
        else for (let j = 0; j < states; j++) before += forward[row - states + j]! * transition[j * states + k]!;
        const joint = densities[row + k]! * before;
        forward[row + k] = joint;
        sum += joint;
      }
      for (let k = row; k < row + states; k++) forward[k]! /= sum;
      scales[t] = sum;
      logLikelihood += Math.log(sum);
    }
    return logLikelihood;
  }

  private runBackward({ transition, means }: GaussianHiddenMarkovModel, values: Float64Array, count: number): void {
    const { states, forward, densities, scales, transitions, behind } = this;
    for (const sums of [this.weights, this.firstMoments, this.secondMoments, transitions]) sums.fill(0);
    behind.fill(1, 0, states);
    for (let t = count - 1; t >= 0; t--) {
      const row = t * states;
      if (t < count - 1) {
        const next = row + states;
        for (let k = 0; k < states; k++) behind[states + k] = (densities[next + k]! * behind[k]!) / scales[t + 1]!;
        for (let j = 0; j < states; j++) {
          behind[j] = 0;
          for (let k = 0; k < states; k++) {
            const weight = behind[states + k]!;
            behind[j]! += transition[j * states + k]! * weight;
            // The factor transition(j, k), the same at every step, comes in at the end.
            transitions[j * states + k]! += forward[row + j]! * weight;
          }
        }
      }
      this.addMoments(means, values, t);
    }
    for (let k = 0; k < states; k++) this.first[k] = forward[k]! * behind[k]!;
    for (let i = 0; i < transitions.length; i++) transitions[i]! *= transition[i]!;
  }

  private addMoments(means: Float64Array, values: Float64Array, t: number): void {
    const { states, dimensions, firstMoments, secondMoments } = this;
    for (let k = 0; k < states; k++) {
      const weight = this.forward[t * states + k]! * this.behind[k]!;
      this.weights[k]! += weight;
      for (let i = 0; i < dimensions; i++) {
        const weighted = weight * (values[t * dimensions + i]! - means[k * dimensions + i]!);
        firstMoments[k * dimensions + i]! += weighted;
        const row = (k * dimensions + i) * dimensions;
        for (let j = 0; j <= i; j++) {
          secondMoments[row + j]! += weighted * (values[t * dimensions + j]! - means[k * dimensions + j]!);
        }
      }
    }
  }
}
