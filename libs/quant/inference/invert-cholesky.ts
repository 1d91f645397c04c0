/**
 * The inverse of the lower Cholesky factor L (L Lᵀ = A) of the symmetric matrix whose rows begin at `matrix[start]`,
 * written to the same place of `target`, 0 above the diagonal. Returns Σ log Lᵢᵢ, half the logarithm of A's
 * determinant; null when A is not positive definite.
 */
export function invertCholesky(matrix: Float64Array, start: number, size: number, target: Float64Array): number | null {
  const at = (row: number, column: number) => start + row * size + column;
  let logRoot = 0;
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < j; i++) target[at(i, j)] = 0;
    for (let i = j; i < size; i++) {
      let rest = matrix[at(i, j)]!;
      for (let k = 0; k < j; k++) rest -= target[at(i, k)]! * target[at(j, k)]!;
      if (i > j) target[at(i, j)] = rest / target[at(j, j)]!;
      else if (rest > 0 && rest < Number.POSITIVE_INFINITY) target[at(j, j)] = Math.sqrt(rest);
      else return null;
    }
    logRoot += Math.log(target[at(j, j)]!);
  }
  for (let j = 0; j < size; j++) {
    // Column j of the inverse by forward substitution, from the diagonal down; what is right of it is still L.
    target[at(j, j)] = 1 / target[at(j, j)]!;
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum -= target[at(i, k)]! * target[at(k, j)]!;
      target[at(i, j)] = sum / target[at(i, i)]!;
    }
  }
  return logRoot;
}
