/** Batch normalization over the rows of a batch, and its gradients. */
import { columnSums, map, type Matrix, zeros } from './matrix.js';
import type { BatchNorm } from './network.js';

/** The result with the batch's own statistics, which the backward pass needs again. */
export interface Normalized {
  /** gain (x - mean) / sqrt(variance + eps) + bias, [N, F] */
  readonly output: Matrix;
  /** Per feature, [1, F]. */
  readonly mean: Matrix;
  /** Per feature, sum of squares over N - correction, [1, F]. */
  readonly variance: Matrix;
}

/** Gradients of a batch norm: of x, [N, F], and of gain and bias, [1, F]. */
export interface BatchNormGradients {
  readonly x: Matrix;
  readonly gain: Matrix;
  readonly bias: Matrix;
}

/**
 * Per feature (column): mean and variance over the N rows, then gain (x - mean) / sqrt(variance + eps) + bias.
 * Ioffe and Szegedy (2015); with correction 0 as torch.nn.functional.batch_norm in training.
 *
 * @param x - [N, F]
 */
export function batchNorm(x: Matrix, { gain, bias, eps, correction }: BatchNorm): Normalized {
  const mean = map(columnSums(x), (sum) => sum / x.rows); // (1, F)
  const variance = zeros(1, x.cols);
  for (let index = 0; index < x.data.length; index++) {
    const col = index % x.cols;
    variance.data[col]! += (x.data[index]! - mean.data[col]!) ** 2 / (x.rows - correction);
  }
  const output = map(x, (value, index) => {
    const col = index % x.cols;
    return (gain.data[col]! * (value - mean.data[col]!)) / Math.sqrt(variance.data[col]! + eps) + bias.data[col]!;
  });
  return { output, mean, variance };
}

/**
 * Gradients with respect to x, gain and bias. With d = x - mean, s = sqrt(variance + eps) and g the gradient of d / s:
 * dx = (g - mean(g) - d sum(g d) / ((N - correction) s^2)) / s. The second term is the mean's, the third the variance's part.
 */
export function batchNormBackward(
  x: Matrix,
  { gain, eps, correction }: BatchNorm,
  { mean, variance }: Normalized,
  gradient: Matrix,
): BatchNormGradients {
  const dx = zeros(x.rows, x.cols);
  const dGain = zeros(1, x.cols);
  for (let col = 0; col < x.cols; col++) {
    const scale = Math.sqrt(variance.data[col]! + eps);
    let sum = 0;
    let sumWithDeviation = 0;
    for (let row = 0; row < x.rows; row++) {
      const g = gradient.data[row * x.cols + col]!;
      sum += g;
      sumWithDeviation += g * (x.data[row * x.cols + col]! - mean.data[col]!);
    }
    dGain.data[col] = sumWithDeviation / scale;
    for (let row = 0; row < x.rows; row++) {
      const index = row * x.cols + col;
      const deviation = x.data[index]! - mean.data[col]!;
      const throughVariance = (deviation * sumWithDeviation) / ((x.rows - correction) * scale ** 2);
      dx.data[index] = (gain.data[col]! * (gradient.data[index]! - sum / x.rows - throughVariance)) / scale;
    }
  }
  return { x: dx, gain: dGain, bias: columnSums(gradient) };
}
