import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../random/seeded-random.js';
import { ExpectationStep } from './expectation-step.js';
import { fitFromStarts } from './fit-from-starts.js';
import { fitHiddenMarkovModel } from './fit-hidden-markov-model.js';
import { ForwardFilter } from './forward-filter.js';
import { copyModel, type GaussianHiddenMarkovModel, type Observations } from './gaussian-hidden-markov-model.js';
import { maximisationStep } from './maximisation-step.js';
import { simulate, threeStates } from './simulate.fixture.js';

const STEP = { tolerance: 0, covarianceFloor: 1e-9 };

/** What random valid models are drawn from. */
function randomModel(random: SeededRandom, states: number): GaussianHiddenMarkovModel {
  const row = () => {
    const weights = Array.from({ length: states }, () => 0.05 + random.nextFraction());
    const sum = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / sum);
  };
  const covariance = () => {
    const [a, d] = [0.1 + random.nextFraction(), 0.1 + random.nextFraction()];
    const b = (random.nextFraction() - 0.5) * Math.sqrt(a * d);
    return [a, b, b, d];
  };
  const indices = Array.from({ length: states }, (_, k) => k);
  return {
    states,
    dimensions: 2,
    initial: Float64Array.from(row()),
    transition: Float64Array.from(indices.flatMap(row)),
    means: Float64Array.from({ length: 2 * states }, () => 2 * random.nextNormal()),
    covariances: Float64Array.from(indices.flatMap(covariance)),
  };
}

/** Density of a Gaussian of two dimensions, from the formula with the inverse and the determinant written out. */
function density({ means, covariances }: GaussianHiddenMarkovModel, k: number, x: number, y: number): number {
  const [a, b, , d] = covariances.subarray(4 * k, 4 * k + 4) as unknown as [number, number, number, number];
  const determinant = a * d - b * b;
  const [u, v] = [x - means[2 * k]!, y - means[2 * k + 1]!];
  const square = (d * u * u - 2 * b * u * v + a * v * v) / determinant;
  return Math.exp(-square / 2) / (2 * Math.PI * Math.sqrt(determinant));
}

/** Sums the joint density over every path of states: Σ over states^count paths. */
function enumerate(model: GaussianHiddenMarkovModel, { values }: Observations, count: number) {
  const { states, initial, transition } = model;
  const last = new Float64Array(states);
  const expected = new Float64Array(states);
  const walk = (path: readonly number[], weight: number): void => {
    const t = path.length;
    if (t === count) {
      last[path.at(-1)!]! += weight;
      for (const state of path) expected[state]! += weight;
      return;
    }
    for (let k = 0; k < states; k++) {
      const step = t === 0 ? initial[k]! : transition[path.at(-1)! * states + k]!;
      walk([...path, k], weight * step * density(model, k, values[2 * t]!, values[2 * t + 1]!));
    }
  };
  walk([], 1);
  const total = last.reduce((a, b) => a + b);
  return { total, filtered: last.map((sum) => sum / total), weights: expected.map((sum) => sum / total) };
}

describe('forward and backward', () => {
  it('agree with the sum over all paths of short sequences', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 }), (seed, states, count) => {
        const random = SeededRandom.from(seed);
        const model = randomModel(random, states);
        const { observations } = simulate(randomModel(random, states), count, random);
        const { total, filtered, weights } = enumerate(model, observations, count);
        const step = new ExpectationStep(states, 2, count);
        expect(Math.abs(step.run(model, observations.values, count) - Math.log(total))).toBeLessThan(1e-9);
        const filter = new ForwardFilter(model);
        let logLikelihood = 0;
        for (let t = 0; t < count; t++) logLikelihood += filter.update(observations.values, 2 * t);
        expect(Math.abs(logLikelihood - Math.log(total))).toBeLessThan(1e-9);
        for (let k = 0; k < states; k++) {
          expect(filter.probabilities[k]).toBeCloseTo(filtered[k]!, 11);
          expect(step.last[k]).toBeCloseTo(filtered[k]!, 11);
          expect(step.weights[k]).toBeCloseTo(weights[k]!, 10);
        }
      }),
      { seed: 20, numRuns: 100 },
    );
  });

  it('neither underflow nor give up on observations far from every state', () => {
    const model = threeStates();
    const values = new Float64Array(20_000);
    for (let t = 0; t < 10_000; t++) values.set(t === 5_000 ? [1e6, -1e6] : [0.1, -4.6], 2 * t);
    const step = new ExpectationStep(3, 2, 10_000);
    expect(Number.isFinite(step.run(model, values, 10_000))).toBe(true);
    expect(step.weights.reduce((a, b) => a + b)).toBeCloseTo(10_000, 6);
    expect(step.last.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });

  it('continue a filter where another one stopped', () => {
    const model = threeStates();
    const { observations } = simulate(model, 50, SeededRandom.from(3));
    const [whole, begun] = [new ForwardFilter(model), new ForwardFilter(model)];
    for (let t = 0; t < 30; t++) begun.update(observations.values, 2 * t);
    const resumed = new ForwardFilter(model, begun.probabilities);
    for (let t = 30; t < 50; t++) resumed.update(observations.values, 2 * t);
    for (let t = 0; t < 50; t++) whole.update(observations.values, 2 * t);
    expect(resumed.probabilities).toEqual(whole.probabilities);
  });
});

describe('Baum–Welch', () => {
  // Computed apart from this code in log space by Python 3.11.7, numpy 2.4.6 (logsumexp and multivariate_normal of
  // scipy 1.17.1), five steps from the same start on the same observations.
  it('makes the steps that numpy and scipy make', () => {
    const [highs, lows] = [
      [1.5, -1, 0.2],
      [-5, -4, -4.5],
    ];
    const values = new Float64Array(120);
    for (let t = 0; t < 60; t++) {
      const block = Math.floor(t / 12) % 3;
      values[2 * t] = highs![block]! + 0.6 * Math.sin(0.7 * t * t);
      values[2 * t + 1] = lows![block]! + 0.3 * Math.cos(1.3 * t) + 0.1 * Math.sin(0.7 * t * t);
    }
    const start: GaussianHiddenMarkovModel = {
      states: 3,
      dimensions: 2,
      initial: Float64Array.of(0.5, 0.3, 0.2),
      transition: Float64Array.of(0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0.15, 0.15, 0.7),
      means: Float64Array.of(1, -4.8, -0.5, -4.2, 0, -4.6),
      covariances: Float64Array.of(0.5, 0, 0, 0.5, 0.5, 0, 0, 0.5, 0.5, 0, 0, 0.5),
    };
    const likelihoods = [
      -119.94886861046699, -50.41069799011476, -33.34897265126694, -32.57239241181169, -32.56984269042021,
      -32.569827669956084,
    ];
    const observations = { values, dimensions: 2 };
    for (const [maxIterations, expected] of likelihoods.entries()) {
      const fit = fitHiddenMarkovModel(observations, 60, start, { ...STEP, maxIterations });
      expect(fit.logLikelihood).toBeCloseTo(expected, 8);
      expect(fit.iterations).toBe(maxIterations);
    }
    const { model, filtered } = fitHiddenMarkovModel(observations, 60, start, { ...STEP, maxIterations: 5 });
    closeTo(
      model.means,
      [
        1.5284748551606924, -4.999559542569967, -1.0659009065055813, -4.007249314802386, 0.39479337493935407,
        -4.434705930529738,
      ],
    );
    closeTo(
      model.covariances,
      [
        0.13827545198611646, 0.0014932647707676379, 0.0014932647707676387, 0.04170460675916135, 0.15878946016145856,
        0.004489580736851119, 0.004489580736851119, 0.04221993705401581, 0.1973745331387725, -0.013369352314383241,
        -0.013369352314383243, 0.03410757074895005,
      ],
    );
    closeTo(
      model.transition,
      [
        0.9166670764861353, 0.0833329220354072, 1.4784575589346346e-9, 0, 0.9565214947532005, 0.04347850524679947,
        0.08333360624437001, 4.7568628659889506e-9, 0.9166663889987672,
      ],
    );
    closeTo(model.initial, [0.9999999996441886, 0, 3.5581165939784093e-10]);
    closeTo(filtered, [0, 0.9999981814583785, 1.8185416193504454e-6]);
  });

  it('never loses likelihood from one step to the next', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 80 }), (seed, states, count) => {
        const random = SeededRandom.from(seed);
        const { observations } = simulate(threeStates(), count, random);
        const model = copyModel(randomModel(random, states));
        const step = new ExpectationStep(states, 2, count);
        let before = Number.NEGATIVE_INFINITY;
        for (let i = 0; i < 40; i++) {
          const logLikelihood = step.run(model, observations.values, count);
          expect(logLikelihood).toBeGreaterThanOrEqual(before - 1e-7);
          before = logLikelihood;
          // The floor is reached in many of these runs: a state of one observation has no spread.
          maximisationStep(model, step, 0.05);
        }
      }),
      { seed: 21, numRuns: 100 },
    );
  });

  it('finds the parameters again that its observations were drawn with', () => {
    const truth = threeStates();
    const count = 8_000;
    const { observations, path } = simulate(truth, count, SeededRandom.from(11));
    const options = { states: 3, starts: 5, seed: 5, tolerance: 1e-7, maxIterations: 300, covarianceFloor: 1e-3 };
    const { model, hasConverged, logLikelihood } = fitFromStarts(observations, count, options);
    expect(hasConverged).toBe(true);
    const order = [0, 1, 2].sort((a, b) => model.means[2 * b]! - model.means[2 * a]!);
    for (const [state, found] of [
      [0, order[0]!],
      [2, order[1]!],
      [1, order[2]!],
    ] as const) {
      for (let d = 0; d < 2; d++) near(model.means[2 * found + d]!, truth.means[2 * state + d]!, 0.03);
      for (let c = 0; c < 4; c++) near(model.covariances[4 * found + c]!, truth.covariances[4 * state + c]!, 0.015);
      near(model.transition[3 * found + found]!, truth.transition[3 * state + state]!, 0.015);
    }
    const likelihoodOfTruth = new ExpectationStep(3, 2, count).run(truth, observations.values, count);
    expect(logLikelihood).toBeGreaterThan(likelihoodOfTruth);
    const filter = new ForwardFilter(model);
    let right = 0;
    for (let t = 0; t < count; t++) {
      filter.update(observations.values, 2 * t);
      const likeliest = filter.probabilities.indexOf(Math.max(...filter.probabilities));
      if (likeliest === [order[0], order[2], order[1]][path[t]!]) right++;
    }
    expect(right / count).toBeGreaterThan(0.97);
  });

  it('is the same for the same seed, and leaves its start as it was', () => {
    const { observations } = simulate(threeStates(), 400, SeededRandom.from(4));
    const options = { states: 4, starts: 3, seed: 1, tolerance: 1e-6, maxIterations: 50, covarianceFloor: 1e-3 };
    expect(fitFromStarts(observations, 400, options)).toEqual(fitFromStarts(observations, 400, options));
    const start = threeStates();
    fitHiddenMarkovModel(observations, 400, start, options);
    expect(start).toEqual(threeStates());
    // What lies behind the observations that count is not looked at.
    const longer = { values: Float64Array.of(...observations.values, 99, 99), dimensions: 2 };
    expect(fitFromStarts(longer, 400, options)).toEqual(fitFromStarts(observations, 400, options));
  });

  it('survives observations without any spread', () => {
    const observations = { values: new Float64Array(600).fill(3), dimensions: 2 };
    const options = { states: 4, starts: 3, seed: 1, tolerance: 1e-6, maxIterations: 50, covarianceFloor: 1e-3 };
    const { model, logLikelihood } = fitFromStarts(observations, 300, options);
    expect(Number.isFinite(logLikelihood)).toBe(true);
    for (const mean of model.means) expect(mean).toBeCloseTo(3, 12);
  });

  it('refuses what it cannot be fitted to', () => {
    const start = threeStates();
    const values = new Float64Array(20);
    const attempt = (observations: Observations, count: number) =>
      fitHiddenMarkovModel(observations, count, start, { ...STEP, maxIterations: 1 });
    expect(() => attempt({ values, dimensions: 2 }, 0)).toThrow(RangeError);
    expect(() => attempt({ values, dimensions: 2 }, 11)).toThrow(RangeError);
    expect(() => attempt({ values, dimensions: 1 }, 5)).toThrow(RangeError);
    expect(() => attempt({ values: values.with(3, Number.NaN), dimensions: 2 }, 5)).toThrow('Value 3');
    const options = { states: 4, starts: 1, seed: 1, ...STEP, maxIterations: 1 };
    expect(() => fitFromStarts({ values, dimensions: 2 }, 3, options)).toThrow(RangeError);
    expect(() => fitFromStarts({ values, dimensions: 2 }, 10, { ...options, starts: 0 })).toThrow(RangeError);
    expect(() => new ExpectationStep(3, 2, 5).run(start, values, 6)).toThrow('Room for 5');
    expect(() => new ForwardFilter({ ...start, covariances: start.covariances.with(0, -1) })).toThrow('state 0');
  });
});

function near(found: number, expected: number, tolerance: number): void {
  expect(Math.abs(found - expected)).toBeLessThan(tolerance);
}

function closeTo(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(found[i]).toBeCloseTo(value, 9);
}
