/** A whole number from 0 to below `n`, the same sequence for the same seed. */
export type Random = (n: number) => number;

/** The linear congruential generator of Numerical Recipes; its high bits are used. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
