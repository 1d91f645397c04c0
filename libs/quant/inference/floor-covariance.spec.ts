import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorCovariance } from './floor-covariance.js';
import { invertCholesky } from './invert-cholesky.js';
import { symmetricEigen } from './symmetric-eigen.js';

const cells = (size: number) =>
  fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: size * size, maxLength: size * size });
const matrices = fc.integer({ min: 1, max: 5 }).chain((size) => cells(size).map((a) => ({ size, a })));

/** A Aᵀ: symmetric, with no negative eigenvalue. */
function square(a: readonly number[], size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    let sum = 0;
    for (let k = 0; k < size; k++) sum += a[i * size + k]! * a[j * size + k]!;
    return sum;
  });
}

describe('symmetricEigen', () => {
  it('takes a matrix apart so that it can be put together again', () => {
    fc.assert(
      fc.property(matrices, ({ size, a }) => {
        const matrix = square(a, size);
        const { values, vectors } = symmetricEigen(matrix, size);
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            let rebuilt = 0;
            let product = 0;
            for (let k = 0; k < size; k++) {
              rebuilt += values[k]! * vectors[i * size + k]! * vectors[j * size + k]!;
              product += vectors[k * size + i]! * vectors[k * size + j]!;
            }
            expect(rebuilt).toBeCloseTo(matrix[i * size + j]!, 9);
            expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
          }
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('knows the eigenvalues of [[2, 1], [1, 2]]: 1 and 3', () => {
    const { values } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect([...values].sort()).toEqual([expect.closeTo(1, 14), expect.closeTo(3, 14)]);
  });
});

describe('floorCovariance', () => {
  it('raises eigenvalues below the floor, and leaves the others and what lies beside the matrix', () => {
    fc.assert(
      fc.property(matrices, ({ size, a }) => {
        const matrix = square(a, size);
        const floored = Float64Array.of(7, ...matrix, 7);
        floorCovariance(floored, 1, size, 0.5);
        expect([floored[0], floored.at(-1)]).toEqual([7, 7]);
        const before = symmetricEigen(matrix, size).values.toSorted();
        const after = symmetricEigen(floored.slice(1, -1), size).values.toSorted();
        for (let k = 0; k < size; k++) expect(after[k]).toBeCloseTo(Math.max(0.5, before[k]!), 8);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('invertCholesky', () => {
  it('whitens: L⁻¹ A L⁻ᵀ is the identity, and Σ log Lᵢᵢ half the logarithm of the determinant', () => {
    fc.assert(
      fc.property(matrices, ({ size, a }) => {
        const matrix = square(a, size);
        floorCovariance(matrix, 0, size, 0.1);
        const inverse = new Float64Array(size * size);
        const logRoot = invertCholesky(matrix, 0, size, inverse)!;
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            let sum = 0;
            for (let k = 0; k < size; k++) {
              for (let l = 0; l < size; l++) {
                sum += inverse[i * size + k]! * matrix[k * size + l]! * inverse[j * size + l]!;
              }
            }
            expect(sum).toBeCloseTo(i === j ? 1 : 0, 8);
          }
        }
        const logDeterminant = symmetricEigen(matrix, size).values.reduce((sum, value) => sum + Math.log(value), 0);
        expect(logRoot).toBeCloseTo(logDeterminant / 2, 8);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it.each([[[1, 2, 2, 1]], [[0, 0, 0, 1]], [[Number.NaN, 0, 0, 1]]])(
    'is null for %j, which is not positive definite',
    (matrix) => {
      expect(invertCholesky(Float64Array.from(matrix), 0, 2, new Float64Array(4))).toBeNull();
    },
  );
});
