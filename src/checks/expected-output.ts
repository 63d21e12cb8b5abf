/** What one layer gives for a given input, by the reference, and how far float32 may land from it. */
import { batchNormBound, matmulBound, tanhBound } from '../grading/tolerance.js';
import type { TensorValue } from '../guest/contract/value.js';
import { activations } from '../reference/activations.js';
import { batchNorm } from '../reference/batch-norm.js';
import { linear } from '../reference/linear.js';
import { fromTensor, type Matrix } from '../reference/matrix.js';
import type { BatchNorm } from '../reference/network.js';

/** PyTorch's eps of a batch norm. */
export const DEFAULT_EPS = 1e-5;

/** The values of a tensor, each with its rounding bound; `judgeValues` takes both. */
export interface Expected {
  readonly expected: Float64Array;
  readonly bounds: Float64Array;
}

/** x @ weight, plus the bias where there is one; `xBound` is the error that x itself has. */
export function linearOutput(x: Matrix, weight: Matrix, bias: Matrix | null, xBound?: Float64Array): Expected {
  return {
    expected: linear(x, weight, bias).data,
    bounds: matmulBound(x, weight, { ...(bias ? { bias: bias.data } : {}), ...(xBound ? { xBound } : {}) }),
  };
}

/** tanh(x), element by element. */
export function tanhOutput(x: Matrix): Expected {
  return {
    expected: x.data.map((value) => activations.tanh.value(value)),
    bounds: tanhBound(new Float64Array(x.data.length)),
  };
}

/** gamma (x - mean) / sqrt(var + eps) + beta over the rows of x; `xBound` is the error that x itself has. */
export function batchNormOutput(x: Matrix, rule: BatchNorm, xBound?: Float64Array): Expected {
  const { gain, bias, eps, correction } = rule;
  return {
    expected: batchNorm(x, rule).output.data,
    bounds: batchNormBound(x, gain.data, { eps, shift: bias.data, correction, ...(xBound ? { xBound } : {}) }),
  };
}

/** The reference's batch norm with these parameters: the biased variance, eps under the root. */
export function batchNormRule(gamma: TensorValue, beta: TensorValue, eps = DEFAULT_EPS): BatchNorm {
  return { gain: fromTensor(gamma), bias: fromTensor(beta), eps, correction: 0 };
}
