/** Whether the gradient in front of a batch norm counts what flows through the mean and the variance of the batch. */
import { asTensor } from '../grading/answers.js';
import { columnSumBound, matmulBound, turned } from '../grading/tolerance.js';
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import { type Handle, TensorValue } from '../guest/contract/value.js';
import { fromTensor, type Matrix } from '../reference/matrix.js';
import type { BatchNorm } from '../reference/network.js';
import { reference } from '../reference/reference.js';
import { batchNormGradients } from './expected-gradients.js';
import { firstFailure, judgeValues } from './judge.js';

/** A linear layer and its batch norm, run by the student. */
interface NormalizedLayer {
  /** What the linear layer was given, [N, fanIn]. */
  readonly input: Matrix;
  /** Its weights, [fanIn, F]. */
  readonly weight: Matrix;
  /** The student's output of it, [N, F]. */
  readonly preactivation: TensorValue;
  readonly rule: BatchNorm;
  /** The student's output of the batch norm, live. */
  readonly output: Handle;
  /** The parameters that it was computed from: an object with W1 and b1. */
  readonly parameters: Handle;
}

/**
 * Sends `upstream` [N, F] back from the output of a batch norm and compares the gradients that arrive at W1 and b1. They are
 * judged from the student's own pre-activations, so their error is that of the way back: the batch norm's, then a matrix
 * product (W1) or a sum over the examples (b1) of inexact values.
 */
export async function judgeThroughStatistics(
  subject: Subject,
  { input, weight, preactivation, rule, output, parameters }: NormalizedLayer,
  upstream: TensorValue,
): Promise<Pass | Fail> {
  await subject.invoke(output, 'backward', upstream);
  const before = fromTensor(preactivation);
  const { expected, bounds } = (await batchNormGradients(before, rule, fromTensor(upstream))).x;
  const gradient = { ...before, data: expected };
  const exact = await reference.linearBackward(input, weight, gradient);
  const judge = async (name: 'W1' | 'b1', shape: readonly number[], data: Float64Array, bound: Float64Array) => {
    const { grad } = asTensor((await subject.read(parameters, name)).value, name, shape);
    return judgeValues({
      what: `The gradient of ${name}`,
      measured: new TensorValue(shape, grad ?? new Float32Array(data.length)),
      expected: data,
      bounds: bound,
      reference: `d(sum of hPreactBn times a random weight) / d(${name})`,
      consequence:
        'Every example moves the mean and the variance of its batch, and part of the gradient flows through them. Without it the layer is pushed towards what the normalization will undo.',
      next: 'Leave the mean and the variance in the graph (no detach, no noGrad, no item): autograd then finds the whole gradient by itself.',
    });
  };
  return firstFailure([
    await judge(
      'W1',
      [weight.rows, weight.cols],
      exact.weight.data,
      matmulBound(turned(input), gradient, { wBound: bounds }),
    ),
    await judge('b1', [weight.cols], exact.bias.data, columnSumBound(gradient, bounds)),
  ]);
}
