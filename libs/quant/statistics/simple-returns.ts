/** valueᵢ ÷ valueᵢ₋₁ − 1, from the second value on: one return fewer than values. Values but the last must not be 0. */
export function simpleReturns(values: ArrayLike<number>): Float64Array {
  const returns = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < returns.length; i++) returns[i] = values[i + 1]! / values[i]! - 1;
  return returns;
}
