/** 1 − Eᵢ ÷ max(initial, E₀…Eᵢ) at every point: 0 at a peak, above 0 below it. `initial` must be above 0. */
export function drawdownCurve(equity: Float64Array, initial: number): Float64Array {
  if (!(initial > 0)) throw new RangeError(`Expected an initial value above 0, found ${initial}.`);
  const curve = new Float64Array(equity.length);
  let peak = initial;
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!;
    if (value > peak) peak = value;
    curve[i] = 1 - value / peak;
  }
  return curve;
}
