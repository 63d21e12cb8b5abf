/** What a check hands to the student's code: tensors drawn from the judge's generator, and the same numbers in float64. */
import { TensorValue } from '../guest/contract/value.js';
import type { Generator } from '../torch/generator.js';
import type { Matrix } from './tolerance.js';

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

/** A tensor [N, F] as the matrix that the reference and the bounds compute with; its numbers are float32's, exactly. */
export function matrixOf(tensor: TensorValue): Matrix {
  const [rows = 1, cols = 1] = tensor.shape;
  return { rows, cols, data: Float64Array.from(tensor.data) };
}
