import { map, type Matrix } from '../matrix.js';

/**
 * What multiplies a standard normal draw: the rows of x times sigma and, for a bias drawn with its own std, one more column
 * of that std. x @ W + b has the distribution of these rows @ Z where W ~ N(0, sigma^2), b ~ N(0, biasStd^2).
 *
 * @param x - [N, D]
 * @param sigma - std of the weights
 * @param biasStd - std of the bias; 0 for a bias of zeros
 * @returns [N, D], or [N, D + 1] with a bias
 */
export function scaledRows(x: Matrix, sigma: number, biasStd = 0): Matrix {
  const scaled = map(x, (value) => value * sigma);
  if (biasStd === 0) return scaled;
  const cols = x.cols + 1;
  const data = new Float64Array(x.rows * cols).fill(biasStd);
  for (let row = 0; row < x.rows; row++) {
    data.set(scaled.data.subarray(row * x.cols, (row + 1) * x.cols), row * cols);
  }
  return { rows: x.rows, cols, data };
}
