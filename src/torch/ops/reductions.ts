import { broadcast, stretch, sums, type Walk } from '../broadcasting.js';
import { reduction } from '../dimensions.js';
import { type Floats, type NdArray, numelOf, OUTPUT, type Result, roundTo, zerosLike } from '../ndarray.js';

/** Sum over `dims` (null: all); d/dx = 1: the gradient is stretched back. Sums are kept in float64. */
export function sum(x: NdArray, dims: readonly number[] | null, keepdim: boolean): Result {
  const { kept, shape } = reduction('sum', x.shape, dims, keepdim);
  const totals = sums(x.data, broadcast('sum', x.shape, kept), numelOf(kept));
  return { shape, data: roundTo(x.data, totals), backward: (grad) => [stretch(grad, kept, x.shape)] };
}

/** Mean over `dims` (null: all) of n elements each; d/dx = 1 / n. */
export function mean(x: NdArray, dims: readonly number[] | null, keepdim: boolean): Result {
  const { kept, shape, count } = reduction('mean', x.shape, dims, keepdim);
  const means = meansOf(x.data, broadcast('mean', x.shape, kept), numelOf(kept), count);
  return {
    shape,
    data: roundTo(x.data, means),
    backward: (grad) => {
      const g = stretch(grad, kept, x.shape);
      for (let i = 0; i < g.length; i++) g[i]! /= count;
      return [g];
    },
  };
}

/**
 * Variance over `dims` (null: all): sum (x - mean)^2 / (n - correction), in two passes;
 * d/dx = 2 (x - mean) / (n - correction). Correction 1 is the sample variance, 0 the biased one.
 */
export function variance(x: NdArray, dims: readonly number[] | null, keepdim: boolean, correction: number): Result {
  const spread = spreadOf('var', x, dims, keepdim, correction);
  return {
    shape: spread.shape,
    data: roundTo(x.data, spread.variances),
    saves: [[0]],
    backward: (grad) => [deviations(x.data, spread, (group) => (2 * grad[group]!) / spread.divisor)],
  };
}

/** Square root of the variance; d/dx = (x - mean) / ((n - correction) std), and 0 where the std is 0, as in PyTorch. */
export function standardDeviation(
  x: NdArray,
  dims: readonly number[] | null,
  keepdim: boolean,
  correction: number,
): Result {
  const spread = spreadOf('std', x, dims, keepdim, correction);
  const stds = spread.variances.map(Math.sqrt);
  return {
    shape: spread.shape,
    data: roundTo(x.data, stds),
    saves: [[0, OUTPUT]],
    backward: (grad) => [
      deviations(x.data, spread, (group) => (stds[group] === 0 ? 0 : grad[group]! / (spread.divisor * stds[group]!))),
    ],
  };
}

interface Spread {
  readonly shape: readonly number[];
  readonly walk: Walk;
  readonly means: Float64Array;
  readonly variances: Float64Array;
  readonly divisor: number;
}

function spreadOf(
  operation: string,
  x: NdArray,
  dims: readonly number[] | null,
  keepdim: boolean,
  correction: number,
): Spread {
  const { kept, shape, count } = reduction(operation, x.shape, dims, keepdim);
  const walk = broadcast(operation, x.shape, kept);
  const size = numelOf(kept);
  const means = meansOf(x.data, walk, size, count);
  const divisor = Math.max(0, count - correction);
  const variances = new Float64Array(size);
  for (let row = 0, i = 0; row < walk.rows; row++) {
    let q = walk.bStarts[row]!;
    for (let column = 0; column < walk.columns; column++, i++, q += walk.bStep) {
      const deviation = x.data[i]! - means[q]!;
      variances[q]! += deviation * deviation;
    }
  }
  for (let q = 0; q < size; q++) variances[q]! /= divisor;
  return { shape, walk, means, variances, divisor };
}

function meansOf(data: Floats, walk: Walk, size: number, count: number): Float64Array {
  const totals = sums(data, walk, size);
  for (let q = 0; q < size; q++) totals[q]! /= count;
  return totals;
}

/** (x - mean) times a factor of its group. */
function deviations(data: Floats, { walk, means }: Spread, factorOf: (group: number) => number): Floats {
  const factors = means.map((_, group) => factorOf(group));
  const g = zerosLike(data);
  for (let row = 0, i = 0; row < walk.rows; row++) {
    let q = walk.bStarts[row]!;
    for (let column = 0; column < walk.columns; column++, i++, q += walk.bStep) {
      g[i] = (data[i]! - means[q]!) * factors[q]!;
    }
  }
  return g;
}
