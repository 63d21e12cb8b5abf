import { resolveDim } from '../dimensions.js';
import { describe, formatShape, TensorError } from '../errors.js';
import { type Floats, type NdArray, numelOf, type Result, stridesOf, zerosLike } from '../ndarray.js';

/** The same storage under another shape; one size may be -1 and is worked out. The gradient passes unchanged. */
export function view(operation: string, x: NdArray, shape: readonly number[]): Result {
  return { shape: resolveShape(operation, x.shape, shape), data: x.data, backward: (grad) => [grad] };
}

function resolveShape(operation: string, from: readonly number[], to: readonly number[]): readonly number[] {
  const numel = numelOf(from);
  const known = numelOf(to.filter((size) => size !== -1));
  const unknown = to.filter((size) => size === -1).length;
  const fits = unknown === 0 ? known === numel : unknown === 1 && known > 0 && numel % known === 0;
  if (!fits) {
    throw new TensorError(
      `${operation}: ${formatShape(from)} to ${formatShape(to)}: ` +
        (unknown > 1 ? 'only one size may be -1' : `${numel} elements do not fit`),
    );
  }
  return to.map((size) => (size === -1 ? numel / known : size));
}

/** Checks that a value is a shape: an array of sizes. `isView` allows -1. */
export function checkShape(operation: string, value: unknown, isView = false): readonly number[] {
  if (!Array.isArray(value)) {
    throw new TensorError(`${operation}: expected a shape as an array such as [32, 30], got ${describe(value)}`);
  }
  return value.map((size: unknown) => {
    const isSize = typeof size === 'number' && Number.isInteger(size) && (size >= 0 || (isView && size === -1));
    if (!isSize) throw new TensorError(`${operation}: expected a shape of whole numbers, got ${describe(size)} in it`);
    return size;
  });
}

/** Swaps two dimensions, into new storage; the gradient is swapped back. t() is transpose(0, 1) of a matrix. */
export function transpose(operation: string, x: NdArray, first: number, second: number): Result {
  const [a, b] = [resolveDim(operation, x.shape, first), resolveDim(operation, x.shape, second)];
  const shape = swap(x.shape, a, b);
  return {
    shape,
    data: swapped(x.data, x.shape, a, b),
    backward: (grad) => [swapped(grad, shape, a, b)],
  };
}

function swap(list: readonly number[], a: number, b: number): number[] {
  const copy = [...list];
  if (copy.length > 0) [copy[a], copy[b]] = [list[b]!, list[a]!];
  return copy;
}

function swapped(data: Floats, shape: readonly number[], a: number, b: number): Floats {
  const to = swap(shape, a, b);
  const strides = swap(stridesOf(shape), a, b);
  const y = zerosLike(data);
  const position = new Array<number>(to.length).fill(0);
  let from = 0;
  for (let i = 0; i < y.length; i++) {
    y[i] = data[from]!;
    for (let d = to.length - 1; d >= 0; d--) {
      position[d]!++;
      from += strides[d]!;
      if (position[d]! < to[d]!) break;
      from -= strides[d]! * to[d]!;
      position[d] = 0;
    }
  }
  return y;
}
