import type { GaussianHiddenMarkovModel } from './gaussian-hidden-markov-model.js';
import { invertCholesky } from './invert-cholesky.js';

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;

/**
 * The densities of one observation under every state of a model, relative to the greatest of them: an observation far
 * from all states is 0 under none.
 *
 * log N(x; μ, Σ) = −½ |L⁻¹(x − μ)|² − Σᵢ log Lᵢᵢ − ½ d log 2π, where L Lᵀ = Σ.
 */
export class GaussianDensities {
  private readonly whitening: Float64Array;
  private readonly logScale: Float64Array;
  private means: Float64Array = new Float64Array(0);

  constructor(states: number, dimensions: number) {
    this.whitening = new Float64Array(states * dimensions * dimensions);
    this.logScale = new Float64Array(states);
  }

  /**
   * Takes over the means and covariances of a model of this shape: to be called before the first observation.
   * @throws RangeError for a covariance that is not positive definite
   */
  prepare({ states, dimensions, means, covariances }: GaussianHiddenMarkovModel): void {
    this.means = means;
    for (let k = 0; k < states; k++) {
      const logRoot = invertCholesky(covariances, k * dimensions * dimensions, dimensions, this.whitening);
      if (logRoot === null) throw new RangeError(`The covariance of state ${k} is not positive definite.`);
      this.logScale[k] = -logRoot - dimensions * HALF_LOG_TWO_PI;
    }
  }

  /**
   * Writes density ÷ greatest density of the observation at `values[from…]` into `target[to…]`, one value for each
   * state, and returns the logarithm of the greatest.
   */
  write(values: Float64Array, from: number, dimensions: number, target: Float64Array, to: number): number {
    const { whitening, logScale, means } = this;
    const states = logScale.length;
    let greatest = Number.NEGATIVE_INFINITY;
    let cell = 0;
    for (let k = 0; k < states; k++) {
      const mean = k * dimensions;
      let distance = 0;
      for (let i = 0; i < dimensions; i++) {
        let whitened = 0;
        for (let j = 0; j <= i; j++) whitened += whitening[cell + j]! * (values[from + j]! - means[mean + j]!);
        distance += whitened * whitened;
        cell += dimensions;
      }
      const log = logScale[k]! - distance / 2;
      target[to + k] = log;
      if (log > greatest) greatest = log;
    }
    for (let k = to; k < to + states; k++) target[k] = Math.exp(target[k]! - greatest);
    return greatest;
  }
}
