/** Batch normalization with what PyTorch's `F.batch_norm` fixes and the lecture's own code does not: divisor and eps. */
import { TensorError, formatShape } from './errors.js';
import * as ops from './ops/index.js';
import { apply, type Tensor } from './tensor.js';

/** A batch that was normalized by its own statistics. */
export interface NormalizedBatch {
  /** gamma (x - mean) / sqrt(variance + eps) + beta, of x's shape; gradients flow to x, gamma and beta. */
  readonly y: Tensor;
  /** One number per feature. */
  readonly means: Float64Array;
  /** One number per feature: divided by rows - correction. */
  readonly variances: Float64Array;
}

/**
 * Normalizes each feature by the mean and variance of the batch; the gradient goes through both.
 * @param x of shape [rows, features]
 * @param gamma one number per feature
 * @param beta one number per feature
 * @param options correction 0 for the biased variance (as `F.batchNorm` normalizes), 1 for Bessel's (as the lecture does)
 * @throws TensorError when the batch has too few rows for a variance
 */
export function normalizeByBatch(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  { eps, correction }: { readonly eps: number; readonly correction: number },
): NormalizedBatch {
  const [rows] = ops.matrixOf(x);
  if (rows < 2) {
    throw new TensorError(
      `batchNorm: a batch of ${rows} has no variance (x is ${formatShape(x.shape)}); normalize it with running statistics, in evaluation`,
    );
  }
  const statistics = ops.batchStatistics(x, correction);
  const y = apply('batchNorm', [x, gamma, beta], ops.batchNorm(x, gamma, beta, statistics, { eps, correction }));
  return { y, ...statistics };
}

/**
 * Normalizes each feature by fixed statistics, as in evaluation: the gradient takes them for constants.
 * @param x of shape [rows, features]
 * @param gamma one number per feature
 * @param beta one number per feature
 * @param statistics one mean and one variance per feature
 */
export function normalizeBy(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  statistics: { readonly means: Float64Array; readonly variances: Float64Array },
  { eps }: { readonly eps: number },
): Tensor {
  return apply('batchNorm', [x, gamma, beta], ops.batchNorm(x, gamma, beta, statistics, { eps, correction: null }));
}
