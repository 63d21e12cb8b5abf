/** How much of a tanh layer saturates, predicted from what it is fed before its weights are drawn. */
import type { Matrix } from '../matrix.js';
import { SATURATION_THRESHOLD } from '../statistics.js';
import { tailCovariance, twoSidedTail } from './normal.js';

/** The share of saturated activations of one column (one unit) over the batch, as a random variable in [0, 1]. */
export interface ShareOfColumn {
  readonly mean: number;
  /** Of one column. The share of the layer, a mean over H independent columns, has this over H. */
  readonly variance: number;
}

/**
 * The share of |tanh(rows @ z)| > threshold for a standard normal column z: row n is N(0, |row_n|^2), so it is saturated with
 * probability p_n = P(|N(0, |row_n|)| > atanh(threshold)). The share of a column is the mean of N such indicators, its mean
 * that of p_n, its variance the mean of their N^2 covariances (rows of a batch share z, and often letters, so they are
 * anything but independent). The columns of W are independent given C: the layer's share is a mean of H of them.
 *
 * @param rows - [N, D], row n scaled by the std of what multiplies it: sigma * e_n, and sigma_b in one more column for a bias
 */
export function predictSaturation(rows: Matrix, threshold = SATURATION_THRESHOLD): ShareOfColumn {
  const edge = Math.atanh(threshold);
  const lengths = Array.from({ length: rows.rows }, (_, n) => Math.sqrt(dot(rows, n, n)));
  const edges = lengths.map((length) => edge / length); // Infinity for a row of zeros: never saturated
  const tails = edges.map((t) => (t === Infinity ? 0 : twoSidedTail(t)));
  let covariances = 0;
  for (let a = 0; a < rows.rows; a++) {
    if (tails[a] === 0) continue;
    covariances += tails[a]! * (1 - tails[a]!);
    for (let b = 0; b < a; b++) {
      if (tails[b] === 0) continue;
      covariances += 2 * tailCovariance(edges[a]!, edges[b]!, dot(rows, a, b) / (lengths[a]! * lengths[b]!));
    }
  }
  return {
    mean: tails.reduce((sum, tail) => sum + tail, 0) / rows.rows,
    variance: covariances / rows.rows ** 2,
  };
}

function dot(rows: Matrix, a: number, b: number): number {
  let sum = 0;
  for (let k = 0; k < rows.cols; k++) sum += rows.data[a * rows.cols + k]! * rows.data[b * rows.cols + k]!;
  return sum;
}
