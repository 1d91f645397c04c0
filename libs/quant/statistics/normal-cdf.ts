const INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

/**
 * Φ(x), the standard normal distribution function, to about 1e-15.
 *
 * Near the centre ½ + φ(x)(x + x³/3 + x⁵/(3·5) + …); in the tails φ(x) ÷ (x + 1/(x + 2/(x + 3/(x + …)))).
 * Source: G. Marsaglia (2004), Evaluating the Normal Distribution; M. Abramowitz and I. Stegun (1964), 26.2.14.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('Expected a number, found NaN.');
  const distance = Math.abs(x);
  const density = INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * x * x);
  if (distance < 3) {
    let term = x;
    let sum = x;
    for (let k = 3; Math.abs(term) > Number.EPSILON * 1e-3 * Math.abs(sum); k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let tail = distance;
  for (let k = 120; k >= 1; k--) tail = distance + k / tail;
  return x > 0 ? 1 - density / tail : density / tail;
}
