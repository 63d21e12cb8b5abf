import { type NdArray, OUTPUT, type Result, zerosLike } from '../ndarray.js';

/** e^x; d/dx = e^x. */
export function exp(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = Math.exp(data[i]!);
  return {
    shape,
    data: y,
    saves: [[OUTPUT]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = grad[i]! * y[i]!;
      return [g];
    },
  };
}

/** ln x; d/dx = 1 / x. */
export function log(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = Math.log(data[i]!);
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = grad[i]! / data[i]!;
      return [g];
    },
  };
}

/** The square root; d/dx = 1 / (2 sqrt x). */
export function sqrt(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = Math.sqrt(data[i]!);
  return {
    shape,
    data: y,
    saves: [[OUTPUT]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = grad[i]! / (2 * y[i]!);
      return [g];
    },
  };
}

/** |x|; d/dx = sign x, and 0 at 0. */
export function abs(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = Math.abs(data[i]!);
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = grad[i]! * Math.sign(data[i]!);
      return [g];
    },
  };
}
