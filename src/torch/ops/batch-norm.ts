import { formatShape, TensorError } from '../errors.js';
import { emptyLike, type Floats, type NdArray, type Result, roundTo } from '../ndarray.js';
import * as simd from '../simd/batch-norm.js';

/** The batch's own statistics, per feature. */
export interface BatchStatistics {
  readonly means: Float64Array;
  /** The sum of squared deviations divided by rows - correction. */
  readonly variances: Float64Array;
}

/** Mean and variance of each column of x, [rows, features]. @param correction 0 for the biased variance, 1 for Bessel's */
export function batchStatistics(x: NdArray, correction: number): BatchStatistics {
  const [rows, features] = matrixOf(x);
  const fast = simd.statistics(x.data, rows, features, rows - correction);
  if (fast !== null) return fast;
  const means = new Float64Array(features);
  const variances = new Float64Array(features);
  for (let i = 0; i < x.data.length; i++) means[i % features]! += x.data[i]!;
  for (let f = 0; f < features; f++) means[f]! /= rows;
  for (let i = 0; i < x.data.length; i++) variances[i % features]! += (x.data[i]! - means[i % features]!) ** 2;
  for (let f = 0; f < features; f++) variances[f]! /= rows - correction;
  return { means, variances };
}

/** Rows and features of a batch. */
export function matrixOf(x: NdArray): readonly [rows: number, features: number] {
  const [rows, features] = x.shape;
  if (rows === undefined || features === undefined || x.shape.length !== 2) {
    throw new TensorError(`batchNorm: expected x of shape [rows, features], got ${formatShape(x.shape)}`);
  }
  return [rows, features];
}

/** Which batch normalization it is. */
export interface BatchNormKind {
  /** Added to the variance inside the root. */
  readonly eps: number;
  /** What the batch's variance was divided by: rows - correction. Null where the statistics are fixed numbers. */
  readonly correction: number | null;
}

/**
 * y = gamma * xhat + beta, xhat = (x - mean) / sqrt(variance + eps), per feature.
 * With r = 1 / sqrt(variance + eps) and g = dy * gamma: dgamma = sum dy xhat, dbeta = sum dy, and
 * dx = r (g - mean(g) - xhat sum(g xhat) / (rows - correction)) where the statistics are the batch's own (they depend on x),
 * or dx = r g where they are fixed. Source: Ioffe and Szegedy, "Batch Normalization" (2015).
 */
export function batchNorm(
  x: NdArray,
  gamma: NdArray,
  beta: NdArray,
  { means, variances }: BatchStatistics,
  options: BatchNormKind,
): Result {
  const [rows, features] = matrixOf(x);
  const { eps, correction } = options;
  const scales = variances.map((variance) => 1 / Math.sqrt(variance + eps));
  const affine = { means, scales, gamma: gamma.data, beta: beta.data };
  const { xhat, y } = simd.normalize(x.data, rows, features, affine) ?? normalize(x.data, features, affine);
  const backward = (grad: Floats, needs: readonly boolean[]): (Floats | null)[] => {
    const { gradGamma, gradBeta } = simd.gradientSums(grad, xhat, rows, features) ?? gradientSums(grad, xhat, features);
    const gradient = {
      factors: scales.map((scale, f) => scale * gamma.data[f]!),
      centres: gradBeta.map((sum) => (correction === null ? 0 : sum / rows)),
      slopes: gradGamma.map((sum) => (correction === null ? 0 : sum / (rows - correction))),
    };
    return [
      needs[0] === true
        ? (simd.gradientOfInput(grad, xhat, rows, features, gradient) ??
          gradientOfInput(grad, xhat, features, gradient))
        : null,
      needs[1] === true ? roundTo(grad, gradGamma) : null,
      needs[2] === true ? roundTo(grad, gradBeta) : null,
    ];
  };
  return { shape: x.shape, data: y, saves: [[1], [], []], backward };
}

function normalize(
  x: Floats,
  features: number,
  { means, scales, gamma, beta }: simd.Affine,
): { xhat: Floats; y: Floats } {
  const xhat = emptyLike(x);
  const y = emptyLike(x);
  for (let i = 0; i < y.length; i++) {
    const f = i % features;
    const normalized = (x[i]! - means[f]!) * scales[f]!;
    xhat[i] = normalized;
    y[i] = gamma[f]! * normalized + beta[f]!;
  }
  return { xhat, y };
}

function gradientSums(
  grad: Floats,
  xhat: Floats,
  features: number,
): { gradGamma: Float64Array; gradBeta: Float64Array } {
  const gradGamma = new Float64Array(features);
  const gradBeta = new Float64Array(features);
  for (let i = 0; i < grad.length; i++) {
    gradGamma[i % features]! += grad[i]! * xhat[i]!;
    gradBeta[i % features]! += grad[i]!;
  }
  return { gradGamma, gradBeta };
}

function gradientOfInput(
  grad: Floats,
  xhat: Floats,
  features: number,
  { factors, centres, slopes }: simd.GradientAffine,
): Floats {
  const gradX = emptyLike(grad);
  for (let i = 0; i < grad.length; i++) {
    const f = i % features;
    gradX[i] = factors[f]! * (grad[i]! - (centres[f]! + xhat[i]! * slopes[f]!));
  }
  return gradX;
}
