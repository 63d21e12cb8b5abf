import { broadcast, sumTo, type Walk } from '../broadcasting.js';
import { type Floats, type NdArray, type Result, emptyLike } from '../ndarray.js';

/** a + b; d/da = 1, d/db = 1. */
export function add(a: NdArray, b: NdArray): Result {
  const walk = broadcast('add', a.shape, b.shape);
  const { rows, columns, aStarts, bStarts, aStep, bStep } = walk;
  const x = a.data;
  const w = b.data;
  const y = emptyLike(a.data, walk.size);
  for (let row = 0, i = 0; row < rows; row++) {
    let p = aStarts[row]!;
    let q = bStarts[row]!;
    for (let column = 0; column < columns; column++, i++, p += aStep, q += bStep) y[i] = x[p]! + w[q]!;
  }
  return {
    shape: walk.shape,
    data: y,
    backward: (grad, needs) => [
      needs[0] === true ? sumTo(grad, walk.shape, a.shape) : null,
      needs[1] === true ? sumTo(grad, walk.shape, b.shape) : null,
    ],
  };
}

/** a - b; d/da = 1, d/db = -1. */
export function sub(a: NdArray, b: NdArray): Result {
  const walk = broadcast('sub', a.shape, b.shape);
  const { rows, columns, aStarts, bStarts, aStep, bStep } = walk;
  const x = a.data;
  const w = b.data;
  const y = emptyLike(a.data, walk.size);
  for (let row = 0, i = 0; row < rows; row++) {
    let p = aStarts[row]!;
    let q = bStarts[row]!;
    for (let column = 0; column < columns; column++, i++, p += aStep, q += bStep) y[i] = x[p]! - w[q]!;
  }
  return {
    shape: walk.shape,
    data: y,
    backward: (grad, needs) => [
      needs[0] === true ? sumTo(grad, walk.shape, a.shape) : null,
      needs[1] === true ? negated(sumTo(grad, walk.shape, b.shape)) : null,
    ],
  };
}

/** a * b; d/da = b, d/db = a. */
export function mul(a: NdArray, b: NdArray): Result {
  const walk = broadcast('mul', a.shape, b.shape);
  const { rows, columns, aStarts, bStarts, aStep, bStep } = walk;
  const x = a.data;
  const w = b.data;
  const y = emptyLike(a.data, walk.size);
  for (let row = 0, i = 0; row < rows; row++) {
    let p = aStarts[row]!;
    let q = bStarts[row]!;
    for (let column = 0; column < columns; column++, i++, p += aStep, q += bStep) y[i] = x[p]! * w[q]!;
  }
  return {
    shape: walk.shape,
    data: y,
    saves: [[1], [0]],
    backward: (grad, needs) => [
      needs[0] === true ? sumTo(times(grad, w, walk, bStarts, bStep), walk.shape, a.shape) : null,
      needs[1] === true ? sumTo(times(grad, x, walk, aStarts, aStep), walk.shape, b.shape) : null,
    ],
  };
}

/** a / b; d/da = 1 / b, d/db = -a / b^2. */
export function div(a: NdArray, b: NdArray): Result {
  const walk = broadcast('div', a.shape, b.shape);
  const { rows, columns, aStarts, bStarts, aStep, bStep } = walk;
  const x = a.data;
  const w = b.data;
  const y = emptyLike(a.data, walk.size);
  for (let row = 0, i = 0; row < rows; row++) {
    let p = aStarts[row]!;
    let q = bStarts[row]!;
    for (let column = 0; column < columns; column++, i++, p += aStep, q += bStep) y[i] = x[p]! / w[q]!;
  }
  const gradOfA = (grad: Floats): Floats => {
    const g = emptyLike(grad);
    for (let row = 0, i = 0; row < rows; row++) {
      let q = bStarts[row]!;
      for (let column = 0; column < columns; column++, i++, q += bStep) g[i] = grad[i]! / w[q]!;
    }
    return sumTo(g, walk.shape, a.shape);
  };
  const gradOfB = (grad: Floats): Floats => {
    const g = emptyLike(grad);
    for (let row = 0, i = 0; row < rows; row++) {
      let p = aStarts[row]!;
      let q = bStarts[row]!;
      for (let column = 0; column < columns; column++, i++, p += aStep, q += bStep) {
        g[i] = (-grad[i]! * x[p]!) / (w[q]! * w[q]!);
      }
    }
    return sumTo(g, walk.shape, b.shape);
  };
  return {
    shape: walk.shape,
    data: y,
    saves: [[1], [0, 1]],
    backward: (grad, needs) => [needs[0] === true ? gradOfA(grad) : null, needs[1] === true ? gradOfB(grad) : null],
  };
}

/** x + c for a number c; d/dx = 1. */
export function addNumber(x: NdArray, c: number): Result {
  const { shape, data } = x;
  const y = emptyLike(data);
  for (let i = 0; i < y.length; i++) y[i] = data[i]! + c;
  return { shape, data: y, backward: (grad) => [grad] };
}

/** c * x for a number c; d/dx = c. */
export function mulNumber(x: NdArray, c: number): Result {
  const { shape, data } = x;
  return { shape, data: scaled(data, c), backward: (grad) => [scaled(grad, c)] };
}

/** x / c for a number c; d/dx = 1 / c. Not c^-1 * x, which would round twice. */
export function divNumber(x: NdArray, c: number): Result {
  const { shape, data } = x;
  const divided = (values: Floats): Floats => {
    const y = emptyLike(values);
    for (let i = 0; i < y.length; i++) y[i] = values[i]! / c;
    return y;
  };
  return { shape, data: divided(data), backward: (grad) => [divided(grad)] };
}

/** -x; d/dx = -1. */
export function neg(x: NdArray): Result {
  return { shape: x.shape, data: negated(x.data), backward: (grad) => [negated(grad)] };
}

function negated(values: Floats): Floats {
  return scaled(values, -1);
}

function scaled(values: Floats, c: number): Floats {
  const y = emptyLike(values);
  for (let i = 0; i < y.length; i++) y[i] = values[i]! * c;
  return y;
}

/** grad * w, with w read along the walk. */
function times(grad: Floats, w: Floats, walk: Walk, starts: readonly number[], step: number): Floats {
  const { rows, columns } = walk;
  const g = emptyLike(grad);
  for (let row = 0, i = 0; row < rows; row++) {
    let q = starts[row]!;
    for (let column = 0; column < columns; column++, i++, q += step) g[i] = grad[i]! * w[q]!;
  }
  return g;
}
