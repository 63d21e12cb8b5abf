/**
 * What an operation computes with: numbers and a shape. Operations know nothing of tensors or of the graph; they take
 * arrays and return an array with its derivative. A tensor holds float32; the tests also run every operation on float64
 * arrays, to differentiate it numerically.
 */
import { allocate, allocateZeros } from './memory.js';

/** Storage of an array, row-major. */
export type Floats = Float32Array | Float64Array;

/** Numbers, row-major, and their shape; [] is a single number. A Tensor is one. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Floats;
}

/** In `Result.saves`: the derivative is computed from the operation's output. */
export const OUTPUT = -1;

/** The value of an operation, and its derivative beside it. */
export interface Result extends NdArray {
  /**
   * The chain rule: given the gradient of the output, the gradient of each input, in the order of the inputs. Null for an
   * input whose `needs` is false. Each returned array is either new or `grad` itself; `grad` is never written to.
   */
  readonly backward: (grad: Floats, needs: readonly boolean[]) => readonly (Floats | null)[];
  /** For each input, the values its gradient is computed from: positions of inputs, or OUTPUT. None by default. */
  readonly saves?: readonly (readonly number[])[];
}

/** Number of elements of a shape; 1 for []. */
export function numelOf(shape: readonly number[]): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

/** Zeros of the same precision as `data`. */
export function zerosLike(data: Floats, length: number = data.length): Floats {
  return isFloat32(data) ? allocateZeros(length) : new Float64Array(length);
}

/** An array of the same precision as `data` whose contents are anything: for operations that write all of it. */
export function emptyLike(data: Floats, length: number = data.length): Floats {
  return isFloat32(data) ? allocate(length) : new Float64Array(length);
}

/** Rounds sums that were kept in float64 to the precision of `like`. */
export function roundTo(like: Floats, sums: Float64Array): Floats {
  if (!isFloat32(like)) return sums;
  const rounded = allocate(sums.length);
  rounded.set(sums);
  return rounded;
}

/** Whether the storage is float32, as it is in every tensor. */
export function isFloat32(data: Floats): data is Float32Array {
  return data.BYTES_PER_ELEMENT === 4;
}

/** Whether two shapes are equal. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let d = 0; d < a.length; d++) if (a[d] !== b[d]) return false;
  return true;
}

/** Row-major strides, in elements: [12, 4, 1] for the shape [2, 3, 4]. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= shape[d]!;
  }
  return strides;
}
