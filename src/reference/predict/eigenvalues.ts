import { map, type Matrix } from '../matrix.js';

/**
 * The eigenvalues of a symmetric matrix, by Jacobi's rotations: each zeroes one pair of off-diagonal elements and leaves the
 * trace as it is, until nothing off the diagonal is left. Slow (n^3 a sweep, about eight sweeps) and accurate to rounding.
 *
 * @param symmetric - [n, n]
 * @returns n eigenvalues, in no order
 * @throws RangeError where the matrix is not square
 */
export function eigenvalues(symmetric: Matrix): readonly number[] {
  const n = symmetric.rows;
  if (symmetric.cols !== n) {
    throw new RangeError(`eigenvalues: expected a square matrix, got [${n}, ${symmetric.cols}]`);
  }
  const a = map(symmetric, (value) => value).data;
  const size = a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < 60 && offDiagonal(a, n) > 1e-26 * size; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, n, p, q);
  }
  return Array.from({ length: n }, (_, i) => a[i * n + i]!);
}

function offDiagonal(a: Float64Array, n: number): number {
  return a.reduce((sum, value, index) => (index % (n + 1) === 0 ? sum : sum + value * value), 0);
}

/** Turns rows and columns p and q so that a[p, q] becomes 0. */
function rotate(a: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  // The smaller of the two angles.
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, cosine, sine); // columns
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, cosine, sine); // rows
}

function turn(a: Float64Array, first: number, second: number, cosine: number, sine: number): void {
  const x = a[first]!;
  const y = a[second]!;
  a[first] = cosine * x - sine * y;
  a[second] = sine * x + cosine * y;
}
