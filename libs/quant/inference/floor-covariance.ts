import { symmetricEigen } from './symmetric-eigen.js';

/**
 * Raises the eigenvalues of a covariance that lie below `floor` to it, in place. Of all covariances with no smaller
 * eigenvalue this is the likeliest one, so that Baum–Welch does not lose likelihood by it; and no state can shrink to a
 * single observation, where its density would be infinite.
 */
export function floorCovariance(matrix: Float64Array, start: number, size: number, floor: number): void {
  if (isAbove(matrix, start, size, floor)) return;
  const { values, vectors } = symmetricEigen(matrix.subarray(start, start + size * size), size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) {
        sum += Math.max(floor, values[k]!) * vectors[i * size + k]! * vectors[j * size + k]!;
      }
      matrix[start + i * size + j] = sum;
      matrix[start + j * size + i] = sum;
    }
  }
}

/** Whether the smallest eigenvalue is surely above the floor, by Gershgorin's circles or, for two dimensions, exactly. */
function isAbove(matrix: Float64Array, start: number, size: number, floor: number): boolean {
  if (size === 2) {
    const [a, b, c] = [matrix[start]! - floor, matrix[start + 1]!, matrix[start + 3]! - floor];
    return a > 0 && c > 0 && a * c > b * b;
  }
  for (let i = 0; i < size; i++) {
    let radius = 0;
    for (let j = 0; j < size; j++) if (j !== i) radius += Math.abs(matrix[start + i * size + j]!);
    if (!(matrix[start + i * size + i]! - radius > floor)) return false;
  }
  return true;
}
