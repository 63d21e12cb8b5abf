/** Softmax cross-entropy: the loss of the whole course, and its gradient. */
import { type Matrix, zeros } from './matrix.js';

/** log(sum(exp(row))) of one row of logits, with the maximum taken out first so that nothing overflows. */
export function logSumExp(logits: Matrix, row: number): number {
  const values = logits.data.subarray(row * logits.cols, (row + 1) * logits.cols);
  const largest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/** @throws RangeError where there is not one target in 0..V-1 for each row of logits */
export function checkTargets(logits: Omit<Matrix, 'data'>, Y: readonly number[]): void {
  if (Y.length !== logits.rows) {
    throw new RangeError(`crossEntropy: expected ${logits.rows} targets, one for each row, got ${Y.length}`);
  }
  const bad = Y.find((y) => !Number.isInteger(y) || y < 0 || y >= logits.cols);
  if (bad !== undefined) throw new RangeError(`crossEntropy: expected targets in 0..${logits.cols - 1}, got ${bad}`);
}

/**
 * The mean over rows of logsumexp(logits) - logits[y], in nats; finite for any finite logits.
 *
 * @param logits - [N, V]
 * @param Y - N indices in 0..V-1
 * @throws RangeError for targets that do not fit
 */
export function crossEntropy(logits: Matrix, Y: readonly number[]): number {
  checkTargets(logits, Y);
  return Y.reduce((sum, y, row) => sum + logSumExp(logits, row) - logits.data[row * logits.cols + y]!, 0) / Y.length;
}

/** Its gradient with respect to the logits: (softmax(logits) - onehot(y)) / N, [N, V]. */
export function crossEntropyBackward(logits: Matrix, Y: readonly number[]): Matrix {
  checkTargets(logits, Y);
  const gradient = zeros(logits.rows, logits.cols);
  Y.forEach((y, row) => {
    const normalizer = logSumExp(logits, row);
    for (let col = 0; col < logits.cols; col++) {
      const index = row * logits.cols + col;
      gradient.data[index] = (Math.exp(logits.data[index]! - normalizer) - (col === y ? 1 : 0)) / logits.rows;
    }
  });
  return gradient;
}
