import { describe, formatShape, TensorError } from '../errors.js';
import { type NdArray, numelOf, type Result, stridesOf, zerosLike } from '../ndarray.js';

/** Whole numbers and their shape: [2, 3] for two rows of three. */
export interface Indices {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/**
 * Rows of x chosen by number along its first dimension, or, with k lists, along its first k dimensions together:
 * [27, 10] by indices [32, 3] is [32, 3, 10]. The gradient is added back to the rows it came from (an embedding's gradient:
 * a row that was chosen twice gets both).
 */
export function index(x: NdArray, lists: readonly Indices[]): Result {
  const first = lists[0];
  if (first === undefined) throw new TensorError('index: expected a list of indices, got none');
  if (lists.length > x.shape.length) {
    throw new TensorError(`index: ${lists.length} lists of indices for a tensor of shape ${formatShape(x.shape)}`);
  }
  const strides = stridesOf(x.shape);
  const count = first.values.length;
  const offsets = new Int32Array(count);
  for (const [d, { shape, values }] of lists.entries()) {
    if (values.length !== count) {
      throw new TensorError(`index: lists of shapes ${formatShape(first.shape)} and ${formatShape(shape)} differ`);
    }
    for (let i = 0; i < count; i++) offsets[i]! += checkIndex('index', values[i]!, x.shape, d) * strides[d]!;
  }
  const rowShape = x.shape.slice(lists.length);
  const width = numelOf(rowShape);
  const y = zerosLike(x.data, count * width);
  for (let i = 0; i < count; i++) {
    const from = offsets[i]!;
    for (let k = 0; k < width; k++) y[i * width + k] = x.data[from + k]!;
  }
  return {
    shape: [...first.shape, ...rowShape],
    data: y,
    backward: (grad) => {
      const g = zerosLike(x.data);
      for (let i = 0; i < count; i++) {
        const to = offsets[i]!;
        for (let k = 0; k < width; k++) g[to + k]! += grad[i * width + k]!;
      }
      return [g];
    },
  };
}

/** A whole number from -size to size - 1, counted from the end where negative. */
export function checkIndex(operation: string, value: unknown, shape: readonly number[], dim: number): number {
  const size = shape[dim]!;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < -size || value >= size) {
    throw new TensorError(
      `${operation}: expected whole numbers from 0 to ${size - 1} for dimension ${dim} of shape ${formatShape(shape)}, got ${describe(value)}`,
    );
  }
  return value < 0 ? value + size : value;
}
