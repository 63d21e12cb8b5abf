/** What can be said about a layer's values in a few numbers. */
import { type Matrix, zeros } from './matrix.js';

/** An activation above this in absolute value counts as saturated: tanh's slope there is below 0.06. The lecture's figure. */
export const SATURATION_THRESHOLD = 0.97;

/** Statistics over all N * F values of a layer, and per feature. */
export interface Statistics {
  readonly mean: number;
  /** Sample standard deviation, n - 1, as PyTorch's `std`. */
  readonly std: number;
  readonly min: number;
  readonly max: number;
  /** Share of values with |value| > 2, in 0..1. */
  readonly beyond2: number;
  /** Share of values with |value| > 3, in 0..1. */
  readonly beyond3: number;
  /** Share of values with |value| > threshold, in 0..1. */
  readonly saturated: number;
  /** How many units (columns) are saturated on every example: dead at this batch. */
  readonly saturatedUnits: number;
  /** Mean over the examples, per feature, [1, F]. */
  readonly featureMean: Matrix;
  /** Biased variance (over N) of each feature, [1, F]. */
  readonly featureVariance: Matrix;
}

/** What both implementations gather of each column before the last step. */
export interface ColumnFigures {
  readonly rows: number;
  /** Of each column, [F]. */
  readonly mean: Float64Array;
  /** Sum of (value - column's mean)^2. */
  readonly squares: Float64Array;
  /** Values with |value| > threshold. */
  readonly saturated: Float64Array;
  /** Over all columns. */
  readonly min: number;
  readonly max: number;
  readonly beyond2: number;
  readonly beyond3: number;
}

/**
 * @param values - [N, F]
 * @param threshold - of saturation, strict and on the absolute value
 */
export function statistics(values: Matrix, threshold = SATURATION_THRESHOLD): Statistics {
  return fromColumns(columnFigures(values, threshold));
}

/** From columns to the whole: the sum of squares about the one mean is each column's about its own, plus the means' spread. */
export function fromColumns({ rows, mean, squares, saturated, ...figures }: ColumnFigures): Statistics {
  const count = rows * mean.length;
  const overall = sum(mean) / mean.length;
  const spread = mean.reduce((total, each) => total + rows * (each - overall) ** 2, 0);
  return {
    mean: overall,
    std: Math.sqrt((sum(squares) + spread) / (count - 1)),
    min: figures.min,
    max: figures.max,
    beyond2: figures.beyond2 / count,
    beyond3: figures.beyond3 / count,
    saturated: sum(saturated) / count,
    saturatedUnits: saturated.filter((each) => each === rows).length,
    featureMean: { rows: 1, cols: mean.length, data: mean },
    featureVariance: { rows: 1, cols: mean.length, data: squares.map((each) => each / rows) },
  };
}

function columnFigures({ rows, cols, data }: Matrix, threshold: number): ColumnFigures {
  const mean = zeros(1, cols).data;
  const squares = zeros(1, cols).data;
  const saturated = zeros(1, cols).data;
  let [min, max, beyond2, beyond3] = [Infinity, -Infinity, 0, 0];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const value = data[row * cols + col]!;
      const size = Math.abs(value);
      mean[col]! += value;
      // As Math.min and Math.max: once there is a NaN, nothing compares with it and it stays.
      if (value < min || Number.isNaN(value)) min = value;
      if (value > max || Number.isNaN(value)) max = value;
      if (size > threshold) saturated[col]! += 1;
      if (size > 2) beyond2 += 1;
      if (size > 3) beyond3 += 1;
    }
  }
  for (let col = 0; col < cols; col++) mean[col]! /= rows;
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) squares[col]! += (data[row * cols + col]! - mean[col]!) ** 2;
  }
  return { rows, mean, squares, saturated, min, max, beyond2, beyond3 };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
