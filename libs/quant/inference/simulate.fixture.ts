import type { SeededRandom } from '../random/seeded-random.js';
import type { GaussianHiddenMarkovModel, Observations } from './gaussian-hidden-markov-model.js';

/** Draws a path of states and its observations from a model of two dimensions. */
export function simulate(model: GaussianHiddenMarkovModel, count: number, random: SeededRandom) {
  const { states, initial, transition, means, covariances } = model;
  const values = new Float64Array(2 * count);
  const path: number[] = [];
  for (let t = 0; t < count; t++) {
    const row = t === 0 ? initial : transition.subarray(path[t - 1]! * states, (path[t - 1]! + 1) * states);
    const state = pick(row, random.nextFraction());
    path.push(state);
    const [a, b, , d] = covariances.subarray(state * 4, state * 4 + 4);
    const root = Math.sqrt(a!);
    const [x, y] = [random.nextNormal(), random.nextNormal()];
    values[2 * t] = means[2 * state]! + root * x;
    values[2 * t + 1] = means[2 * state + 1]! + (b! / root) * x + Math.sqrt(d! - (b! * b!) / a!) * y;
  }
  const observations: Observations = { values, dimensions: 2 };
  return { observations, path };
}

function pick(probabilities: Float64Array, at: number): number {
  let left = at;
  for (let k = 0; k < probabilities.length - 1; k++) {
    left -= probabilities[k]!;
    if (left < 0) return k;
  }
  return probabilities.length - 1;
}

/** Three states that a filter can tell apart, with correlated features. */
export function threeStates(): GaussianHiddenMarkovModel {
  return {
    states: 3,
    dimensions: 2,
    initial: Float64Array.of(0.5, 0.3, 0.2),
    transition: Float64Array.of(0.95, 0.03, 0.02, 0.05, 0.9, 0.05, 0.02, 0.06, 0.92),
    means: Float64Array.of(1.4, -5.2, -1, -3.9, 0.1, -4.6),
    covariances: Float64Array.of(0.2, 0.02, 0.02, 0.08, 0.15, -0.05, -0.05, 0.16, 0.12, 0.01, 0.01, 0.05),
  };
}
