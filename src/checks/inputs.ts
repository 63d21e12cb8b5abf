/** What a check hands to the student's code: tensors of the judge's numbers, in float32. */
import { TensorValue } from '../guest/contract/value.js';
import type { Generator } from '../torch/generator.js';

/** A tensor of independent draws from N(mean, std^2), rounded to float32. */
export function normalTensor(generator: Generator, shape: readonly number[], mean = 0, std = 1): TensorValue {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  generator.normalFill(data, mean, std);
  return new TensorValue(shape, data);
}

/** A tensor of independent draws from U[low, high), rounded to float32. */
export function uniformTensor(generator: Generator, shape: readonly number[], low: number, high: number): TensorValue {
  const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
  generator.uniformFill(data, low, high);
  return new TensorValue(shape, data);
}

/** A tensor with one value everywhere. */
export function filledTensor(shape: readonly number[], value: number): TensorValue {
  return new TensorValue(shape, new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(value));
}

/** The same tensor as one that autograd follows. */
export function trained(tensor: TensorValue): TensorValue {
  return new TensorValue(tensor.shape, tensor.data, { requiresGrad: true });
}
