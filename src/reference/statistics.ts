/** What can be said about a layer's values in a few numbers. */
import { columnSums, map, type Matrix } from './matrix.js';

/** An activation above this in absolute value counts as saturated: tanh's slope there is below 0.06. The lecture's figure. */
export const SATURATION_THRESHOLD = 0.97;

/** Statistics over all N * F values of a layer, and per feature. */
export interface Statistics {
  readonly mean: number;
  /** Sample standard deviation, n - 1, as PyTorch's `std`. */
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Share of values with |value| > threshold, in 0..1. */
  readonly saturated: number;
  /** How many units (columns) are saturated on every example: dead at this batch. */
  readonly saturatedUnits: number;
  /** Mean over the examples, per feature, [1, F]. */
  readonly featureMean: Matrix;
  /** Biased variance (over N) of each feature, [1, F]. */
  readonly featureVariance: Matrix;
}

/**
 * @param values - [N, F]
 * @param threshold - of saturation, strict and on the absolute value
 */
export function statistics(values: Matrix, threshold = SATURATION_THRESHOLD): Statistics {
  const { rows, cols, data } = values;
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const featureMean = map(columnSums(values), (sum) => sum / rows);
  const squares = map(values, (value, index) => (value - featureMean.data[index % cols]!) ** 2);
  const saturation = map(values, (value) => (Math.abs(value) > threshold ? 1 : 0));
  const perUnit = columnSums(saturation);
  return {
    mean,
    std: Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (data.length - 1)),
    min: data.reduce((a, b) => Math.min(a, b), Infinity),
    max: data.reduce((a, b) => Math.max(a, b), -Infinity),
    saturated: perUnit.data.reduce((sum, count) => sum + count, 0) / data.length,
    saturatedUnits: perUnit.data.filter((count) => count === rows).length,
    featureMean,
    featureVariance: map(columnSums(squares), (sum) => sum / rows),
  };
}
