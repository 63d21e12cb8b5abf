/** What one layer gives for a given input, by the reference, and how far float32 may land from it. */
import { batchNormBound, matmulBound, tanhBound } from '../grading/tolerance.js';
import type { TensorValue } from '../guest/contract/value.js';
import { fromTensor, type Matrix } from '../reference/matrix.js';
import type { BatchNorm } from '../reference/network.js';
import { reference } from '../reference/reference.js';

/** PyTorch's eps of a batch norm. */
export const DEFAULT_EPS = 1e-5;

/** The values of a tensor, each with its rounding bound; `judgeValues` takes both. */
export interface Expected {
  readonly expected: Float64Array;
  readonly bounds: Float64Array;
}

/** x @ weight, plus the bias where there is one; `xBound` is the error that x itself has. */
export async function linearOutput(
  x: Matrix,
  weight: Matrix,
  bias: Matrix | null,
  xBound?: Float64Array,
): Promise<Expected> {
  return {
    expected: (await reference.linear(x, weight, bias)).data,
    bounds: matmulBound(x, weight, { ...(bias ? { bias: bias.data } : {}), ...(xBound ? { xBound } : {}) }),
  };
}

/** tanh(x), element by element. */
export async function tanhOutput(x: Matrix): Promise<Expected> {
  return {
    expected: (await reference.activate('tanh', x)).data,
    bounds: tanhBound(new Float64Array(x.data.length)),
  };
}

/** gamma (x - mean) / sqrt(var + eps) + beta over the rows of x; `xBound` is the error that x itself has. */
export async function batchNormOutput(x: Matrix, rule: BatchNorm, xBound?: Float64Array): Promise<Expected> {
  const { gain, bias, eps, correction } = rule;
  return {
    expected: (await reference.batchNorm(x, rule)).output.data,
    bounds: batchNormBound(x, gain.data, { eps, shift: bias.data, correction, ...(xBound ? { xBound } : {}) }),
  };
}

/** The reference's batch norm with these parameters: the biased variance, eps under the root. */
export function batchNormRule(gamma: TensorValue, beta: TensorValue, eps = DEFAULT_EPS): BatchNorm {
  return { gain: fromTensor(gamma), bias: fromTensor(beta), eps, correction: 0 };
}
