/**
 * Batch normalization in float64, forward and backward, per feature (column) over the rows of a batch:
 * y = gamma (x - mean) / sqrt(var + eps) + beta. Ioffe and Szegedy (2015); torch.nn.functional.batch_norm in training mode.
 */

/** A matrix, row-major. */
export interface BatchMatrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** What is added to the variance under the root. */
export interface BatchNormOptions {
  readonly eps: number;
  /** 0 divides the sum of squares by N (PyTorch's choice to normalize with), 1 by N - 1. */
  readonly correction?: 0 | 1;
}

/** Mean and variance of every feature, each [F]. */
export interface BatchMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Gradients of the three inputs. */
export interface BatchNormGradients {
  /** [N, F] */
  readonly x: Float64Array;
  /** [F] */
  readonly gamma: Float64Array;
  /** [F] */
  readonly beta: Float64Array;
}

/**
 * Mean and variance of every feature over the batch: var = sum (x - mean)^2 / (N - correction).
 *
 * @param x - [N, F]
 * @param correction - 0 for the biased variance, 1 for the unbiased one
 */
export function batchMoments(x: BatchMatrix, correction: 0 | 1 = 0): BatchMoments {
  const mean = new Float64Array(x.cols);
  const variance = new Float64Array(x.cols);
  for (let col = 0; col < x.cols; col++) {
    let sum = 0;
    for (let row = 0; row < x.rows; row++) sum += x.data[row * x.cols + col]!;
    const center = sum / x.rows;
    let squares = 0;
    for (let row = 0; row < x.rows; row++) squares += (x.data[row * x.cols + col]! - center) ** 2;
    mean[col] = center;
    variance[col] = squares / (x.rows - correction);
  }
  return { mean, variance };
}

/**
 * Normalizes every feature with the given moments (the batch's own in training, the running ones in evaluation).
 *
 * @param x - [N, F]
 * @param scale - gamma, [F]
 * @param shift - beta, [F]
 * @returns y [N, F]
 */
export function normalizeWith(
  moments: BatchMoments,
  x: BatchMatrix,
  scale: ArrayLike<number>,
  shift: ArrayLike<number>,
  eps: number,
): BatchMatrix {
  const data = x.data.map((value, index) => {
    const col = index % x.cols;
    return (scale[col]! * (value - moments.mean[col]!)) / Math.sqrt(moments.variance[col]! + eps) + shift[col]!;
  });
  return { rows: x.rows, cols: x.cols, data };
}

/**
 * Batch normalization with the statistics of the batch itself.
 *
 * @param x - [N, F]
 * @param scale - gamma, [F]
 * @param shift - beta, [F]
 * @returns y [N, F]
 */
export function batchNorm(
  x: BatchMatrix,
  scale: ArrayLike<number>,
  shift: ArrayLike<number>,
  options: BatchNormOptions,
): BatchMatrix {
  return normalizeWith(batchMoments(x, options.correction), x, scale, shift, options.eps);
}

/**
 * The gradients of sum(upstream * batchNorm(x)), with s = sqrt(var + eps) and z = (x - mean) / s:
 * dbeta = sum u; dgamma = sum u z; dx = gamma / s (u - mean(u) - z mean(u z)).
 *
 * @param x - [N, F]
 * @param scale - gamma, [F]
 * @param upstream - u, the gradient of the output, [N, F]
 */
export function batchNormBackward(
  x: BatchMatrix,
  scale: ArrayLike<number>,
  upstream: ArrayLike<number>,
  eps: number,
): BatchNormGradients {
  const { rows, cols } = x;
  const { mean, variance } = batchMoments(x);
  const gradients = { x: new Float64Array(rows * cols), gamma: new Float64Array(cols), beta: new Float64Array(cols) };
  for (let col = 0; col < cols; col++) {
    const spread = Math.sqrt(variance[col]! + eps);
    for (let row = 0; row < rows; row++) {
      const index = row * cols + col;
      gradients.beta[col]! += upstream[index]!;
      gradients.gamma[col]! += (upstream[index]! * (x.data[index]! - mean[col]!)) / spread;
    }
    for (let row = 0; row < rows; row++) {
      const index = row * cols + col;
      const z = (x.data[index]! - mean[col]!) / spread;
      const centered = upstream[index]! - gradients.beta[col]! / rows - (z * gradients.gamma[col]!) / rows;
      gradients.x[index] = (scale[col]! / spread) * centered;
    }
  }
  return gradients;
}
