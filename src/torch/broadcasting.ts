import { formatShape, TensorError } from './errors.js';
import { type Floats, numelOf, roundTo, sameShape, zerosLike } from './ndarray.js';

/**
 * How two shapes walk together. The output is `rows` runs of `columns` elements; in row r, operand a is read from
 * aStarts[r] in steps of aStep (0 where it is stretched, 1 where it is not), and b likewise. As many trailing dimensions as
 * possible are merged into one run, so the inner loop of an operation is a plain loop.
 */
export interface Walk {
  readonly shape: readonly number[];
  readonly size: number;
  readonly rows: number;
  readonly columns: number;
  readonly aStarts: readonly number[];
  readonly bStarts: readonly number[];
  readonly aStep: number;
  readonly bStep: number;
}

const ORIGIN = [0] as const;

/**
 * Broadcasts two shapes by PyTorch's rule: aligned at the last dimension, two sizes agree if they are equal or one is 1.
 * @throws TensorError that names the operation and both shapes
 */
export function broadcast(operation: string, a: readonly number[], b: readonly number[]): Walk {
  const size = numelOf(a);
  if (sameShape(a, b)) {
    return { shape: a, size, rows: 1, columns: size, aStarts: ORIGIN, bStarts: ORIGIN, aStep: 1, bStep: 1 };
  }
  const shape = broadcastShape(operation, a, b);
  return walk(shape, a, b);
}

/** The shape that two shapes broadcast to. */
export function broadcastShape(operation: string, a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let d = 1; d <= rank; d++) {
    const sizeA = a[a.length - d] ?? 1;
    const sizeB = b[b.length - d] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) {
      throw new TensorError(
        `${operation}: ${formatShape(a)} and ${formatShape(b)}: sizes ${sizeA} and ${sizeB} (dimension -${d}) differ and neither is 1`,
      );
    }
    shape[rank - d] = sizeA === 1 ? sizeB : sizeA;
  }
  return shape;
}

function walk(shape: readonly number[], a: readonly number[], b: readonly number[]): Walk {
  const rank = shape.length;
  const aStrides = stretchedStrides(shape, a);
  const bStrides = stretchedStrides(shape, b);
  // Merge trailing dimensions while each operand is stretched along all of the run, or along none of it.
  let columns = 1;
  let aStep = 0;
  let bStep = 0;
  let outer = rank;
  while (outer > 0) {
    const d = outer - 1;
    if (shape[d] !== 1) {
      const aKind = aStrides[d] === 0 ? 0 : 1;
      const bKind = bStrides[d] === 0 ? 0 : 1;
      if (columns !== 1 && (aKind !== aStep || bKind !== bStep)) break;
      aStep = aKind;
      bStep = bKind;
      columns *= shape[d]!;
    }
    outer--;
  }
  let rows = 1;
  for (let d = 0; d < outer; d++) rows *= shape[d]!;
  return {
    shape,
    size: rows * columns,
    rows,
    columns,
    aStarts: starts(shape, aStrides, outer, rows),
    bStarts: starts(shape, bStrides, outer, rows),
    aStep,
    bStep,
  };
}

/** Strides of `own` within `shape`: 0 along each dimension where it has one element for many. */
function stretchedStrides(shape: readonly number[], own: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(0);
  let stride = 1;
  for (let d = 1; d <= own.length; d++) {
    const size = own[own.length - d]!;
    if (size !== 1) strides[shape.length - d] = stride;
    stride *= size;
  }
  return strides;
}

/** Where each row starts: an odometer over the dimensions that were not merged. */
function starts(shape: readonly number[], strides: readonly number[], outer: number, rows: number): readonly number[] {
  if (rows === 1) return ORIGIN;
  // A plain array of small integers: cheaper to make than a typed one, and this is made for every operation.
  const offsets = new Array<number>(rows);
  if (outer === 1) {
    const stride = strides[0]!;
    for (let row = 0; row < rows; row++) offsets[row] = row * stride;
    return offsets;
  }
  const position = new Array<number>(outer).fill(0);
  let offset = 0;
  for (let row = 0; row < rows; row++) {
    offsets[row] = offset;
    for (let d = outer - 1; d >= 0; d--) {
      position[d]!++;
      offset += strides[d]!;
      if (position[d]! < shape[d]!) break;
      offset -= strides[d]! * shape[d]!;
      position[d] = 0;
    }
  }
  return offsets;
}

/** Sums of the elements of `data` that fall on each element of the smaller operand b, kept in float64. */
export function sums(data: Floats, over: Walk, length: number): Float64Array {
  const { rows, columns, bStarts, bStep } = over;
  const totals = new Float64Array(length);
  for (let row = 0, i = 0; row < rows; row++) {
    let q = bStarts[row]!;
    if (bStep === 0) {
      let total = 0;
      for (const end = i + columns; i < end; i++) total += data[i]!;
      totals[q]! += total;
    } else {
      for (const end = i + columns; i < end; i++, q++) totals[q]! += data[i]!;
    }
  }
  return totals;
}

/**
 * The transpose of broadcasting, which is its derivative: sums a gradient of the broadcast shape back to the shape of the
 * operand. Gives `data` itself where nothing was broadcast.
 */
export function sumTo(data: Floats, from: readonly number[], to: readonly number[]): Floats {
  if (sameShape(from, to)) return data;
  if (numelOf(from) === numelOf(to)) return data.slice();
  return roundTo(data, sums(data, walk(from, from, to), numelOf(to)));
}

/** Stretches `data` of shape `from` over the shape `to`, into a new array. */
export function stretch(data: Floats, from: readonly number[], to: readonly number[]): Floats {
  if (numelOf(from) === numelOf(to)) return data.slice();
  const { size, rows, columns, bStarts, bStep } = walk(to, to, from);
  const y = zerosLike(data, size);
  for (let row = 0, i = 0; row < rows; row++) {
    let q = bStarts[row]!;
    for (let column = 0; column < columns; column++, i++, q += bStep) y[i] = data[q]!;
  }
  return y;
}
