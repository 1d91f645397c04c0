/** The rate per period that compounds to `annualRate`: (1 + annualRate)^(1 ÷ N) − 1. `annualRate` must be above −1. */
export function periodicRate(annualRate: number, periodsPerYear: number): number {
  if (!(annualRate > -1)) throw new RangeError(`Expected an annual rate above -1, found ${annualRate}.`);
  return Math.expm1(Math.log1p(annualRate) / periodsPerYear);
}
