/** Whether the tensors of `parameters()` are the very ones that a layer computes with. */
import type { Fail, Pass } from '../grading/verdict.js';
import type { Subject } from '../guest/contract/subject.js';
import type { Handle, TensorValue } from '../guest/contract/value.js';
import { fromTensor } from '../reference/matrix.js';
import type { Generator } from '../torch/generator.js';
import { batchNormGradients, linearGradients } from './expected-gradients.js';
import { batchNormOutput, batchNormRule, type Expected, linearOutput } from './expected-output.js';
import { normalTensor, trained, uniformTensor } from './inputs.js';
import { firstFailure, judgeValues } from './judge.js';
import { judgeBackward } from './judge-backward.js';
import { readLayerParameters, runLayer } from './layer.js';

/** New parameters to put into a layer, and what it must then give forward and backward. */
interface LiveCase {
  readonly what: string;
  /** [N, fanIn] */
  readonly x: TensorValue;
  /** The gradient that arrives at the output, [N, fanOut]. */
  readonly upstream: TensorValue;
  readonly output: Expected;
  readonly inputGradient: Expected;
  /** In the order of `parameters()`. */
  readonly parameters: readonly {
    readonly name: string;
    readonly value: TensorValue;
    readonly gradient: Expected;
  }[];
}

/** A Linear of 4 inputs and 3 outputs with new weights. */
export async function linearCase(generator: Generator, hasBias: boolean): Promise<LiveCase> {
  const [rows, fanIn, fanOut] = [7, 4, 3];
  const x = normalTensor(generator, [rows, fanIn]);
  const weight = normalTensor(generator, [fanIn, fanOut]);
  const bias = normalTensor(generator, [fanOut]);
  const upstream = normalTensor(generator, [rows, fanOut]);
  const gradients = await linearGradients(fromTensor(x), fromTensor(weight), fromTensor(upstream));
  return {
    what: hasBias ? 'Linear' : 'Linear without a bias',
    x,
    upstream,
    output: await linearOutput(fromTensor(x), fromTensor(weight), hasBias ? fromTensor(bias) : null),
    inputGradient: gradients.x,
    parameters: [
      { name: 'weight', value: weight, gradient: gradients.weight },
      ...(hasBias ? [{ name: 'bias', value: bias, gradient: gradients.bias }] : []),
    ],
  };
}

/** A BatchNorm1d of 3 features with a new gamma and beta. */
export async function batchNormCase(generator: Generator): Promise<LiveCase> {
  const [rows, dim] = [10, 3];
  const x = normalTensor(generator, [rows, dim], 0.5, 2);
  const gamma = uniformTensor(generator, [dim], 0.5, 2);
  const beta = normalTensor(generator, [dim]);
  const upstream = normalTensor(generator, [rows, dim]);
  const rule = batchNormRule(gamma, beta);
  const gradients = await batchNormGradients(fromTensor(x), rule, fromTensor(upstream));
  return {
    what: 'BatchNorm1d',
    x,
    upstream,
    output: await batchNormOutput(fromTensor(x), rule),
    inputGradient: gradients.x,
    parameters: [
      { name: 'gamma', value: gamma, gradient: gradients.gamma },
      { name: 'beta', value: beta, gradient: gradients.beta },
    ],
  };
}

/** Writes new values into the tensors of `parameters()`: forward must use them, and backward must reach them and x. */
export async function judgeLive(subject: Subject, layer: Handle, live: LiveCase): Promise<Pass | Fail> {
  const { what, parameters } = live;
  const names = parameters.map(({ name }) => name);
  const before = await readLayerParameters(subject, layer, what);
  for (const [index, { value }] of parameters.entries()) {
    await overwrite(subject, before.handle.at(index), value.data);
  }
  const x = await subject.hold(trained(live.x));
  const { y, handle, out } = await runLayer(subject, layer, x.handle, live.upstream.shape, what);
  const output = judgeValues({
    what: `The output of ${what} after a step on its parameters`,
    measured: y,
    ...live.output,
    reference: `what the new ${names.join(' and ')} give`,
    consequence:
      'An optimizer changes the tensors that parameters() returns, in that order. If forward computes with others, or with copies, the layer does not learn.',
    next: `Return this.${names.join(' and this.')} themselves from parameters(), and use the same tensors in forward.`,
  });
  if (output.status === 'fail') return output;
  // With parameters away from their start, a result kept before the bias was added is another one.
  if (out) return out;

  const backward = await judgeBackward(subject, {
    what,
    output: handle,
    upstream: live.upstream,
    parameters: parameters.map(({ name, value, gradient }, index) => ({
      name,
      tensor: before.handle.at(index),
      shape: value.shape,
      gradient,
    })),
    input: { tensor: x.handle, shape: live.x.shape, gradient: live.inputGradient },
  });
  return firstFailure([output, backward]);
}

/** Puts numbers into a live tensor of the student's, as an optimizer's in-place step does. */
async function overwrite(subject: Subject, tensor: Handle, values: Float32Array): Promise<void> {
  for (const [index, value] of values.entries()) await subject.write(tensor.at('data'), String(index), value);
}
