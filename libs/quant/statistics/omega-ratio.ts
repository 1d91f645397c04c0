import { finiteOrNull } from '../numeric/finite-or-null.js';

/**
 * Σ max(r − threshold, 0) ÷ Σ max(threshold − r, 0). Null when no return is below the threshold.
 *
 * Source: C. Keating and W. F. Shadwick (2002), A Universal Performance Measure.
 */
export function omegaRatio(returns: ArrayLike<number>, threshold = 0): number | null {
  let above = 0;
  let below = 0;
  for (let i = 0; i < returns.length; i++) {
    const distance = returns[i]! - threshold;
    if (distance > 0) above += distance;
    else below -= distance;
  }
  return below === 0 ? null : finiteOrNull(above / below);
}
