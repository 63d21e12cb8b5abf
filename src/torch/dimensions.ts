import { formatShape, TensorError } from './errors.js';
import { numelOf } from './ndarray.js';

/** A dimension number: 0 is the first, -1 the last. */
export function resolveDim(operation: string, shape: readonly number[], dim: number): number {
  const rank = shape.length;
  // PyTorch lets a 0-d tensor pass for a 1-d one here.
  const limit = Math.max(rank, 1);
  if (!Number.isInteger(dim) || dim < -limit || dim >= limit) {
    throw new TensorError(
      `${operation}: dim ${String(dim)} is outside shape ${formatShape(shape)}; expected an integer from ${-limit} to ${limit - 1}`,
    );
  }
  return dim < 0 ? dim + limit : dim;
}

/** What a reduction leaves. */
export interface Reduction {
  /** The shape with 1 for each reduced dimension. */
  readonly kept: readonly number[];
  /** The shape of the result: `kept`, or without the reduced dimensions. */
  readonly shape: readonly number[];
  /** How many elements fall on one element of the result. */
  readonly count: number;
}

/** Plans a reduction over some dimensions, or over all of them (null). */
export function reduction(
  operation: string,
  shape: readonly number[],
  dims: readonly number[] | null,
  keepdim: boolean,
): Reduction {
  const reduced = new Set(dims === null ? shape.keys() : dims.map((dim) => resolveDim(operation, shape, dim)));
  if (dims !== null && reduced.size !== dims.length) {
    throw new TensorError(`${operation}: dims [${dims.join(', ')}] name a dimension of ${formatShape(shape)} twice`);
  }
  const kept = shape.map((size, d) => (reduced.has(d) ? 1 : size));
  const count = numelOf(shape.filter((_, d) => reduced.has(d)));
  return { kept, shape: keepdim ? kept : shape.filter((_, d) => !reduced.has(d)), count };
}

/** A shape cut at one dimension: element (o, k, i) lies at (o * n + k) * inner + i. */
export interface Cut {
  readonly outer: number;
  readonly n: number;
  readonly inner: number;
}

/** Cuts a shape at dimension `dim` (already resolved). */
export function cutAt(shape: readonly number[], dim: number): Cut {
  return { outer: numelOf(shape.slice(0, dim)), n: shape[dim] ?? 1, inner: numelOf(shape.slice(dim + 1)) };
}
