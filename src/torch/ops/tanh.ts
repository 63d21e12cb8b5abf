import { type NdArray, OUTPUT, type Result, zerosLike } from '../ndarray.js';

/** tanh x, which squashes to (-1, 1); d/dx = 1 - tanh^2 x: almost no gradient passes where |tanh x| is near 1. */
export function tanh(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = Math.tanh(data[i]!);
  return {
    shape,
    data: y,
    saves: [[OUTPUT]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = grad[i]! * (1 - y[i]! * y[i]!);
      return [g];
    },
  };
}
