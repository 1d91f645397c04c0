import { mean } from './mean.js';

/** Σ(x − mean)^k for k = 2, 3, 4. */
export interface CentralMomentSums {
  readonly second: number;
  readonly third: number;
  readonly fourth: number;
}

/** The sums of powers of deviations from the mean, by two passes; exactly 0 when all values are the same. */
export function centralMomentSums(values: ArrayLike<number>): CentralMomentSums {
  const centre = mean(values);
  if (centre === null || allEqual(values)) return { second: 0, third: 0, fourth: 0 };
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = values[i]! - centre;
    const square = deviation * deviation;
    second += square;
    third += square * deviation;
    fourth += square * square;
  }
  return { second, third, fourth };
}

// The mean of equal values may be off by a rounding error, which would pass for a spread.
function allEqual(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
