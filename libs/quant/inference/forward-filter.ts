import { GaussianDensities } from './gaussian-densities.js';
import type { GaussianHiddenMarkovModel } from './gaussian-hidden-markov-model.js';

/**
 * The probabilities of the states given all observations up to now, one observation at a time in O(states²): filtered,
 * not smoothed, so that what comes later changes nothing that was said.
 *
 * pₜ(k) ∝ N(xₜ; k) × Σⱼ pₜ₋₁(j) × transition(j, k), and p₀(k) ∝ N(x₀; k) × initial(k).
 */
export class ForwardFilter {
  /** Of the states, summing to 1; the model's initial ones before the first observation. Rewritten by each update. */
  readonly probabilities: Float64Array;
  private readonly densities: GaussianDensities;
  private readonly scaled: Float64Array;
  private hasBegun: boolean;

  /** @param probabilities those that an earlier filter ended with; null to begin before the first observation */
  constructor(
    private readonly model: GaussianHiddenMarkovModel,
    probabilities: Float64Array | null = null,
  ) {
    this.hasBegun = probabilities !== null;
    this.probabilities = (probabilities ?? model.initial).slice();
    this.densities = new GaussianDensities(model.states, model.dimensions);
    this.densities.prepare(model);
    this.scaled = new Float64Array(2 * model.states);
  }

  /** Takes in the observation at `values[from…]` and returns the logarithm of its density given all before it. */
  update(values: Float64Array, from: number): number {
    const { model, probabilities, scaled } = this;
    const { states, transition } = model;
    const greatest = this.densities.write(values, from, model.dimensions, scaled, 0);
    let sum = 0;
    for (let k = 0; k < states; k++) {
      let before = 0;
      if (this.hasBegun) for (let j = 0; j < states; j++) before += probabilities[j]! * transition[j * states + k]!;
      else before = probabilities[k]!;
      const joint = scaled[k]! * before;
      scaled[states + k] = joint;
      sum += joint;
    }
    for (let k = 0; k < states; k++) probabilities[k] = scaled[states + k]! / sum;
    this.hasBegun = true;
    return Math.log(sum) + greatest;
  }
}
