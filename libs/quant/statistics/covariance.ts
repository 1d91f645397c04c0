import { assertSameLength } from './assert-same-length.js';
import { mean } from './mean.js';

/** Sample covariance: Σ(x − mean x)(y − mean y) ÷ (n − 1). Null below two pairs. */
export function covariance(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  assertSameLength(x, y);
  const meanX = mean(x);
  const meanY = mean(y);
  if (meanX === null || meanY === null || x.length < 2) return null;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! - meanX) * (y[i]! - meanY);
  return sum / (x.length - 1);
}
