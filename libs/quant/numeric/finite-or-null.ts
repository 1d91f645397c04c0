/** `value`, or null when it is NaN or infinite: what an overflow or a division by zero leaves undefined. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
