/** Rounding of the statistics that a batch norm remembers, and of normalizing with them. Model and u as in rounding.ts. */
import { gamma, type Matrix, meanRounding, UNIT_ROUNDOFF } from './rounding.js';

/** Error bounds of a batch's statistics, per feature. */
export interface MomentBounds {
  /** [F] */
  readonly mean: Float64Array;
  /** Of the variance, [F]. */
  readonly variance: Float64Array;
}

/**
 * Errors of the mean and of the variance of every feature. The mean of N rows errs by bm = gamma(N) mean|x|, each
 * deviation d by b = bm + u|d|, and the variance by sum(2|d| b + b^2) / (N - correction) + gamma(N + 2) var.
 *
 * @param x - [N, F]
 * @param correction - of the variance: 1 for the unbiased one
 */
export function momentBounds(x: Matrix, correction: 0 | 1 = 1): MomentBounds {
  const { rows, cols } = x;
  const bounds = { mean: new Float64Array(cols), variance: new Float64Array(cols) };
  for (let col = 0; col < cols; col++) {
    const column = Array.from({ length: rows }, (_, row) => x.data[row * cols + col] ?? 0);
    const center = column.reduce((sum, value) => sum + value, 0) / rows;
    const meanBound = meanRounding(rows, column.reduce((sum, value) => sum + Math.abs(value), 0) / rows);
    let squares = 0;
    let inherited = 0;
    for (const value of column) {
      const deviation = Math.abs(value - center);
      const bound = meanBound + UNIT_ROUNDOFF * deviation;
      squares += deviation ** 2 / (rows - correction);
      inherited += (2 * deviation * bound + bound ** 2) / (rows - correction);
    }
    bounds.mean[col] = meanBound;
    bounds.variance[col] = inherited + gamma(rows + 2) * squares;
  }
  return bounds;
}

/**
 * Error of a running average after a step, (1 - m) old + m new: what the two brought in, and three operations more.
 *
 * @param momentum - m, in 0..1
 */
export function runningBound(
  momentum: number,
  before: { readonly value: number; readonly bound: number },
  batch: { readonly value: number; readonly bound: number },
): number {
  const kept = (1 - momentum) * Math.abs(before.value);
  const added = momentum * Math.abs(batch.value);
  // 1 - m rounds as well.
  return (1 - momentum) * before.bound + momentum * batch.bound + gamma(4) * (kept + added);
}

/**
 * Error of gamma (x - mean) / sqrt(var + eps) + beta for given float32 statistics: seven operations on terms of these sizes, in
 * any grouping (gamma / sqrt(var + eps) first, say).
 */
export function evaluationBound(terms: {
  readonly x: number;
  readonly mean: number;
  readonly variance: number;
  readonly eps: number;
  readonly scale: number;
  readonly shift: number;
}): number {
  const distance = Math.abs(terms.x) + Math.abs(terms.mean);
  const size = (Math.abs(terms.scale) * distance) / Math.sqrt(terms.variance + terms.eps);
  return gamma(7) * (size + Math.abs(terms.shift));
}
