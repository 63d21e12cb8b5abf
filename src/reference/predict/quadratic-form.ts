/** Sums of squares of normal draws: how the spread of a layer's values varies with its weights. */
import { columnSums, map, type Matrix, matmul, transpose } from '../matrix.js';
import { eigenvalues } from './eigenvalues.js';

/** sum a_k Z_k^2 with independent Z_k ~ N(0, 1) and a_k >= 0, by the three numbers that its tails depend on. */
export interface QuadraticForm {
  /** Its mean, sum a_k. */
  readonly trace: number;
  /** sqrt(sum a_k^2); its standard deviation is sqrt(2) times this. */
  readonly frobenius: number;
  /** max a_k */
  readonly largest: number;
}

/** Repeated weights: `copies` of each value. */
interface Weights {
  readonly values: readonly number[];
  readonly copies: number;
}

/** The form with these weights. Eigenvalues below zero are rounding and count as zero. */
export function quadraticForm(...groups: readonly Weights[]): QuadraticForm {
  let trace = 0;
  let squares = 0;
  let largest = 0;
  for (const { values, copies } of groups) {
    for (const value of values) {
      const weight = Math.max(0, value);
      trace += copies * weight;
      squares += copies * weight ** 2;
      if (copies > 0) largest = Math.max(largest, weight);
    }
  }
  return { trace, frobenius: Math.sqrt(squares), largest };
}

/**
 * The sample variance (n - 1) of all N * H values of rows @ Z, where Z [D, H] is standard normal with independent columns.
 *
 * The values are the pre-activations of a layer whose row n is scaled by the std of what multiplies it: rows = sigma * e_n for
 * x @ W with W ~ N(0, sigma^2), with one more column sigma_b for a bias of that std.
 *
 * With A = rows' rows / N and m the mean row, the mean square of column j is z_j' A z_j, and the mean of all values is
 * m . (z_1 + ... + z_H) / H. Turn the H columns so that one of them is their sum over sqrt(H): the variance over all values is
 * then (1 / H) times H - 1 forms in A and one in A - m m'. So its weights are H - 1 copies of the eigenvalues of A and one
 * of those of A - m m', over H, times N H / (N H - 1). Exact, for any rows.
 *
 * @param rows - [N, D]
 * @param columns - H
 */
export function varianceOfProjections(rows: Matrix, columns: number): QuadraticForm {
  const count = rows.rows * columns;
  const factor = count / (count - 1) / columns;
  const scaled = (values: readonly number[]) => values.map((value) => value * factor);
  return quadraticForm(
    { values: scaled(secondMoments(rows)), copies: columns - 1 },
    { values: scaled(secondMoments(centered(rows))), copies: 1 },
  );
}

/** The eigenvalues other than zero of rows' rows / N, from the smaller of the two Gram matrices. */
export function secondMoments(rows: Matrix): readonly number[] {
  const turned = transpose(rows);
  const gram = rows.rows <= rows.cols ? matmul(rows, turned) : matmul(turned, rows);
  return eigenvalues(map(gram, (value) => value / rows.rows));
}

function centered(rows: Matrix): Matrix {
  const mean = map(columnSums(rows), (sum) => sum / rows.rows);
  return map(rows, (value, index) => value - mean.data[index % rows.cols]!);
}
