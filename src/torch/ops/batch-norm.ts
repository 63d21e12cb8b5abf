import { formatShape, TensorError } from '../errors.js';
import { type Floats, type NdArray, type Result, roundTo, zerosLike } from '../ndarray.js';

/** The batch's own statistics, per feature. */
export interface BatchStatistics {
  readonly means: Float64Array;
  /** The sum of squared deviations divided by rows - correction. */
  readonly variances: Float64Array;
}

/** Mean and variance of each column of x, [rows, features]. @param correction 0 for the biased variance, 1 for Bessel's */
export function batchStatistics(x: NdArray, correction: number): BatchStatistics {
  const [rows, features] = matrixOf(x);
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
  const xhat = zerosLike(x.data);
  const y = zerosLike(x.data);
  for (let i = 0; i < y.length; i++) {
    const f = i % features;
    const normalized = (x.data[i]! - means[f]!) * scales[f]!;
    xhat[i] = normalized;
    y[i] = gamma.data[f]! * normalized + beta.data[f]!;
  }
  const backward = (grad: Floats, needs: readonly boolean[]): (Floats | null)[] => {
    const gradGamma = new Float64Array(features);
    const gradBeta = new Float64Array(features);
    for (let i = 0; i < grad.length; i++) {
      gradGamma[i % features]! += grad[i]! * xhat[i]!;
      gradBeta[i % features]! += grad[i]!;
    }
    const gradX = needs[0] === true ? zerosLike(grad) : null;
    if (gradX !== null) {
      for (let i = 0; i < grad.length; i++) {
        const f = i % features;
        const through =
          correction === null ? 0 : gradBeta[f]! / rows + (xhat[i]! * gradGamma[f]!) / (rows - correction);
        gradX[i] = scales[f]! * gamma.data[f]! * (grad[i]! - through);
      }
    }
    return [
      gradX,
      needs[1] === true ? roundTo(grad, gradGamma) : null,
      needs[2] === true ? roundTo(grad, gradBeta) : null,
    ];
  };
  return { shape: x.shape, data: y, saves: [[1], [], []], backward };
}
