/** Shares after ÷ shares before of the usual splits and reverse splits, as ratios of prices. */
const RATIOS: readonly (readonly [ratio: number, name: string])[] = [
  [1, 2],
  [1, 3],
  [2, 3],
  [1, 4],
  [1, 5],
  [1, 7],
  [1, 10],
  [1, 20],
].flatMap(([a, b]) => [
  [a! / b!, `${b}:${a}`],
  [b! / a!, `${a}:${b}`],
]);
const TOLERANCE = 0.03;
const SMALLEST_MOVE = Math.log(1.5 * (1 - TOLERANCE));

export interface Split {
  /** New shares for old ones, such as `2:1`. */
  readonly name: string;
  /** The price after ÷ the price before. */
  readonly ratio: number;
}

/**
 * The split that a jump of the close looks like, when the adjusted close jumps by the same ratio, within 3 % each; null
 * when there is none, or when the adjusted close makes up for it.
 *
 * @param closeMove, adjustedMove logarithms of the ratio of a close to the one before it
 */
export function splitRatio(closeMove: number, adjustedMove: number): Split | null {
  if (!(Math.abs(closeMove) >= SMALLEST_MOVE)) return null;
  if (!(Math.abs(Math.exp(adjustedMove - closeMove) - 1) <= TOLERANCE)) return null;
  const found = Math.exp(closeMove);
  const match = RATIOS.find(([ratio]) => Math.abs(found / ratio - 1) <= TOLERANCE);
  return match === undefined ? null : { ratio: match[0], name: match[1] };
}
