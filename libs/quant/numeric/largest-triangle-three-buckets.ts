/**
 * Chooses `count` points that keep the look of a line, and returns their indices in ascending order.
 *
 * The first and last points are kept; the points between are cut into count − 2 buckets of equal size, and each bucket
 * gives the point that spans the largest triangle with the point chosen before and the mean of the next bucket. All
 * indices come back when there are at most `count` points. O(n).
 *
 * Source: S. Steinarsson (2013), Downsampling Time Series for Visual Representation, University of Iceland, section 4.2.
 *
 * @throws RangeError when the columns differ in length, or `count` is not an integer of at least 2.
 */
export function largestTriangleThreeBuckets(x: Float64Array, y: Float64Array, count: number): Int32Array {
  const length = x.length;
  if (y.length !== length) throw new RangeError(`Expected columns of equal length, found ${length} and ${y.length}.`);
  if (!Number.isInteger(count) || count < 2)
    throw new RangeError(`Expected at least 2 points to keep, found ${count}.`);
  if (length <= count) return Int32Array.from({ length }, (_, i) => i);

  const chosen = new Int32Array(count);
  chosen[count - 1] = length - 1;
  const size = (length - 2) / (count - 2);
  let last = 0;
  for (let bucket = 0; bucket < count - 2; bucket++) {
    const from = Math.floor(bucket * size) + 1;
    const to = Math.floor((bucket + 1) * size) + 1;
    const nextTo = bucket === count - 3 ? length : Math.floor((bucket + 2) * size) + 1;
    const mean = meanPoint(x, y, to, nextTo);
    last = farthest(x, y, last, from, to, mean);
    chosen[bucket + 1] = last;
  }
  return chosen;
}

function meanPoint(x: Float64Array, y: Float64Array, from: number, to: number): { x: number; y: number } {
  // Offsets from the bucket's first point: epoch milliseconds would cost the sums their last digits.
  const x0 = x[from]!;
  const y0 = y[from]!;
  let sumX = 0;
  let sumY = 0;
  for (let i = from; i < to; i++) {
    sumX += x[i]! - x0;
    sumY += y[i]! - y0;
  }
  return { x: x0 + sumX / (to - from), y: y0 + sumY / (to - from) };
}

/** The point of [from, to) with the largest triangle; the first one, when several are equally large. */
function farthest(
  x: Float64Array,
  y: Float64Array,
  anchor: number,
  from: number,
  to: number,
  mean: { readonly x: number; readonly y: number },
): number {
  const ax = x[anchor]!;
  const ay = y[anchor]!;
  const dx = mean.x - ax;
  const dy = mean.y - ay;
  let best = from;
  let largest = -1;
  for (let i = from; i < to; i++) {
    const area = Math.abs(dx * (y[i]! - ay) - (x[i]! - ax) * dy);
    if (area > largest) {
      largest = area;
      best = i;
    }
  }
  return best;
}
