import { describe, formatShape, TensorError } from './errors.js';
import { allocate } from './memory.js';
import { numelOf } from './ndarray.js';
import { checkShape, concatenate, flatten } from './ops/index.js';
import { apply, isTensor, type NestedArray, Tensor, tensorOf } from './tensor.js';

/** Options of every function that makes a tensor. */
export interface CreationOptions {
  /** Record operations on it for `backward`; false by default. */
  readonly requiresGrad?: boolean;
}

/**
 * A tensor of given numbers: tensor([[1, 2], [3, 4]]) has shape [2, 2], tensor(5) is 0-d. A tensor is copied, without history.
 * @throws TensorError when rows differ in length
 */
export function tensor(values: NestedArray | ArrayLike<number> | Tensor, options: CreationOptions = {}): Tensor {
  if (isTensor(values)) return new Tensor(values.data.slice(), values.shape, options);
  const { shape, values: flat } = flatten('tensor', isNumbers(values) ? Array.from(values) : values);
  return new Tensor(new Float32Array(flat), shape, options);
}

/** A tensor of zeros. */
export function zeros(shape: readonly number[], options: CreationOptions = {}): Tensor {
  return filled('zeros', shape, 0, options);
}

/** A tensor of ones. */
export function ones(shape: readonly number[], options: CreationOptions = {}): Tensor {
  return filled('ones', shape, 1, options);
}

/** A tensor with the same number everywhere. */
export function full(shape: readonly number[], value: number, options: CreationOptions = {}): Tensor {
  return filled('full', shape, value, options);
}

/** Zeros of another tensor's shape. */
export function zerosLike(like: Tensor, options: CreationOptions = {}): Tensor {
  return filled('zerosLike', tensorOf('zerosLike', like).shape, 0, options);
}

/** Ones of another tensor's shape. */
export function onesLike(like: Tensor, options: CreationOptions = {}): Tensor {
  return filled('onesLike', tensorOf('onesLike', like).shape, 1, options);
}

/** The identity matrix of n rows (and m columns), for n and m of at least 0. */
export function eye(n: number, m = n, options: CreationOptions = {}): Tensor {
  const y = filled('eye', [n, m], 0, options);
  for (let i = 0; i < Math.min(n, m); i++) y.data[i * m + i] = 1;
  return y;
}

/**
 * start, start + step, ... below end: arange(5) is 0 to 4; arange(2, 5) is 2 to 4.
 * @throws TensorError when the steps do not lead from start to end
 */
export function arange(start: number, end?: number, step = 1, options: CreationOptions = {}): Tensor {
  const [from, to] = end === undefined ? [0, start] : [start, end];
  const count = Math.ceil((to - from) / step);
  if (!Number.isFinite(count) || count < 0) {
    throw new TensorError(
      `arange: expected steps that lead from start to end, got ${from} to ${to} in steps of ${step}`,
    );
  }
  return new Tensor(
    Float32Array.from({ length: count }, (_, i) => from + i * step),
    [count],
    options,
  );
}

/**
 * Evenly spaced numbers, both ends included: linspace(-5, 5, 11) is -5, -4, ..., 5.
 * @param steps how many numbers, at least 0
 */
export function linspace(start: number, end: number, steps: number, options: CreationOptions = {}): Tensor {
  if (!Number.isInteger(steps) || steps < 0) {
    throw new TensorError(`linspace: expected a whole number of steps, got ${describe(steps)}`);
  }
  // From both ends toward the middle, as PyTorch does: both ends are exact, and the points are symmetric.
  const step = (end - start) / (steps - 1);
  const at = (i: number): number => (i < steps / 2 ? start + i * step : end - (steps - 1 - i) * step);
  return new Tensor(
    Float32Array.from({ length: steps }, (_, i) => (steps === 1 ? start : at(i))),
    [steps],
    options,
  );
}

/** Joins tensors along an existing dimension: (2, 3) and (2, 5) along 1 -> (2, 8). */
export function cat(tensors: readonly Tensor[], dim = 0): Tensor {
  const parts = tensorsOf('cat', tensors);
  return apply('cat', parts, concatenate(parts, dim));
}

/** Joins tensors of one shape along a new dimension: three of (4, 5) along 0 -> (3, 4, 5). */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  const parts = tensorsOf('stack', tensors);
  const shape = parts[0]?.shape ?? [];
  const at = dim < 0 ? dim + shape.length + 1 : dim;
  if (!Number.isInteger(at) || at < 0 || at > shape.length) {
    throw new TensorError(`stack: dim ${dim} is outside the ${shape.length + 1} dimensions of the result`);
  }
  const other = parts.find((part) => formatShape(part.shape) !== formatShape(shape));
  if (other !== undefined) {
    throw new TensorError(`stack: ${formatShape(shape)} and ${formatShape(other.shape)} differ; expected equal shapes`);
  }
  const widened = shape.toSpliced(at, 0, 1);
  return cat(
    parts.map((part) => part.view(widened)),
    at,
  );
}

/** A typed array. */
function isNumbers(values: unknown): values is ArrayLike<number> {
  return ArrayBuffer.isView(values);
}

function filled(operation: string, shape: unknown, value: number, options: CreationOptions): Tensor {
  const sizes = checkShape(operation, shape);
  return new Tensor(allocate(numelOf(sizes)).fill(value), sizes, options);
}

function tensorsOf(operation: string, values: unknown): Tensor[] {
  if (!Array.isArray(values)) {
    throw new TensorError(`${operation}: expected a list of tensors, got ${describe(values)}`);
  }
  return values.map((value) => tensorOf(operation, value));
}
