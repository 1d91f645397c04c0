import type { SeededRandom } from '../random/seeded-random.js';
import type { Observations } from './gaussian-hidden-markov-model.js';

/** Rounds of moving the centres. Starts need to be near, not exact: fewer rounds keep them different. */
const ROUNDS = 10;

/**
 * Clusters of the first `count` observations: centres drawn from the observations, each with a probability in
 * proportion to its squared distance from those drawn before (k-means++), then moved to the means of what is nearest to
 * them. Distances are in standard deviations of each dimension.
 *
 * Source: D. Arthur, S. Vassilvitskii (2007), k-means++: The Advantages of Careful Seeding, SODA.
 */
export function kMeans(
  observations: Observations,
  count: number,
  size: number,
  random: SeededRandom,
): { readonly clusters: Uint32Array; readonly centres: Float64Array } {
  const { values, dimensions } = observations;
  const weights = inverseVariances(observations, count);
  const centres = new Float64Array(size * dimensions);
  const clusters = new Uint32Array(count);
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const distance = (t: number, k: number): number => {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) {
      sum += weights[d]! * (values[t * dimensions + d]! - centres[k * dimensions + d]!) ** 2;
    }
    return sum;
  };
  for (let k = 0; k < size; k++) {
    const drawn = k === 0 ? random.nextBelow(count) : draw(distances, random);
    centres.set(values.subarray(drawn * dimensions, (drawn + 1) * dimensions), k * dimensions);
    for (let t = 0; t < count; t++) distances[t] = Math.min(distances[t]!, distance(t, k));
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (let t = 0; t < count; t++) {
      let nearest = 0;
      for (let k = 1; k < size; k++) if (distance(t, k) < distance(t, nearest)) nearest = k;
      clusters[t] = nearest;
    }
    moveCentres(observations, clusters, centres, size);
  }
  return { clusters, centres };
}

/** An index, each with a probability in proportion to its weight; any of them when all weights are 0. */
function draw(weights: Float64Array, random: SeededRandom): number {
  let total = 0;
  for (const weight of weights) total += weight;
  if (!(total > 0)) return random.nextBelow(weights.length);
  let left = random.nextFraction() * total;
  let drawn = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! === 0) continue;
    drawn = i;
    left -= weights[i]!;
    if (left < 0) break;
  }
  return drawn;
}

/** A centre that nothing is near to stays where it is. */
function moveCentres(
  { values, dimensions }: Observations,
  clusters: Uint32Array,
  centres: Float64Array,
  size: number,
): void {
  const sums = new Float64Array(size * dimensions);
  const counts = new Float64Array(size);
  for (let t = 0; t < clusters.length; t++) {
    const k = clusters[t]!;
    counts[k]! += 1;
    for (let d = 0; d < dimensions; d++) sums[k * dimensions + d]! += values[t * dimensions + d]!;
  }
  for (let i = 0; i < sums.length; i++) {
    const held = counts[Math.floor(i / dimensions)]!;
    if (held > 0) centres[i] = sums[i]! / held;
  }
}

/** 1 ÷ variance of each dimension; 0, which leaves it out, where it does not vary. */
function inverseVariances({ values, dimensions }: Observations, count: number): Float64Array {
  return Float64Array.from({ length: dimensions }, (_, d) => {
    let mean = 0;
    for (let t = 0; t < count; t++) mean += values[t * dimensions + d]! / count;
    let variance = 0;
    for (let t = 0; t < count; t++) variance += (values[t * dimensions + d]! - mean) ** 2 / count;
    return variance > 0 ? 1 / variance : 0;
  });
}
