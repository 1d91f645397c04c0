/** Returns less the risk-free rate per period. */
export function excessReturns(returns: ArrayLike<number>, riskFreePerPeriod: number): Float64Array {
  const excess = new Float64Array(returns.length);
  for (let i = 0; i < excess.length; i++) excess[i] = returns[i]! - riskFreePerPeriod;
  return excess;
}
