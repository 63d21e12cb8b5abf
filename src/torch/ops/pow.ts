import { broadcast, sumTo } from '../broadcasting.js';
import { type Floats, type NdArray, OUTPUT, type Result, zerosLike } from '../ndarray.js';

/** x^p for a number p; d/dx = p x^(p - 1). */
export function powNumber(x: NdArray, p: number): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  // The square is by far the most common, and exact as a product.
  if (p === 2) for (let i = 0; i < y.length; i++) y[i] = data[i]! * data[i]!;
  else for (let i = 0; i < y.length; i++) y[i] = data[i]! ** p;
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      if (p === 2) for (let i = 0; i < g.length; i++) g[i] = 2 * grad[i]! * data[i]!;
      else if (p !== 0) for (let i = 0; i < g.length; i++) g[i] = grad[i]! * p * data[i]! ** (p - 1);
      return [g];
    },
  };
}

/** a^b, element by element; d/da = b a^(b - 1), d/db = a^b ln a (0 where a is 0 and b is not negative, as in PyTorch). */
export function pow(a: NdArray, b: NdArray): Result {
  const walk = broadcast('pow', a.shape, b.shape);
  const { rows, columns, aStarts, bStarts, aStep, bStep } = walk;
  const [x, w] = [a.data, b.data];
  const each = (f: (base: number, exponent: number, i: number) => number): Floats => {
    const y = zerosLike(x, walk.size);
    for (let row = 0, i = 0; row < rows; row++) {
      let p = aStarts[row]!;
      let q = bStarts[row]!;
      for (let column = 0; column < columns; column++, i++, p += aStep, q += bStep) y[i] = f(x[p]!, w[q]!, i);
    }
    return y;
  };
  const y = each((base, exponent) => base ** exponent);
  return {
    shape: walk.shape,
    data: y,
    saves: [
      [0, 1],
      [0, 1, OUTPUT],
    ],
    backward: (grad, needs) => [
      needs[0] === true
        ? sumTo(
            each((base, exponent, i) => (exponent === 0 ? 0 : grad[i]! * exponent * base ** (exponent - 1))),
            walk.shape,
            a.shape,
          )
        : null,
      needs[1] === true
        ? sumTo(
            each((base, exponent, i) => (base === 0 && exponent >= 0 ? 0 : grad[i]! * y[i]! * Math.log(base))),
            walk.shape,
            b.shape,
          )
        : null,
    ],
  };
}
