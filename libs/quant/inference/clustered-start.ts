import type { SeededRandom } from '../random/seeded-random.js';
import { floorCovariance } from './floor-covariance.js';
import type { GaussianHiddenMarkovModel, Observations } from './gaussian-hidden-markov-model.js';
import { kMeans } from './k-means.js';

/** How likely a state follows itself before anything was learned: 20 steps on average. */
const PERSISTENCE = 0.95;

/**
 * A model to begin Baum–Welch with: each state has the mean and the covariance of one cluster of the observations
 * (k-means from seeded starts), follows itself mostly, and any state may be the first.
 */
export function clusteredStart(
  observations: Observations,
  count: number,
  states: number,
  random: SeededRandom,
  covarianceFloor: number,
): GaussianHiddenMarkovModel {
  const { values, dimensions } = observations;
  const { clusters, centres } = kMeans(observations, count, states, random);
  const covariances = new Float64Array(states * dimensions * dimensions);
  const sizes = new Float64Array(states);
  for (let t = 0; t < count; t++) sizes[clusters[t]!]! += 1;
  for (let t = 0; t < count; t++) {
    const k = clusters[t]!;
    for (let i = 0; i < dimensions; i++) {
      for (let j = 0; j < dimensions; j++) {
        const x = values[t * dimensions + i]! - centres[k * dimensions + i]!;
        const y = values[t * dimensions + j]! - centres[k * dimensions + j]!;
        covariances[(k * dimensions + i) * dimensions + j]! += (x * y) / sizes[k]!;
      }
    }
  }
  for (let k = 0; k < states; k++) floorCovariance(covariances, k * dimensions ** 2, dimensions, covarianceFloor);
  const transition = new Float64Array(states * states).fill(states === 1 ? 1 : (1 - PERSISTENCE) / (states - 1));
  if (states > 1) for (let k = 0; k < states; k++) transition[k * states + k] = PERSISTENCE;
  const initial = new Float64Array(states).fill(1 / states);
  return { states, dimensions, initial, transition, means: centres, covariances };
}
