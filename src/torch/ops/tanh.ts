import { emptyLike, type Floats, type NdArray, OUTPUT, type Result } from '../ndarray.js';
import * as simd from '../simd/elementwise.js';

/** tanh x, which squashes to (-1, 1); d/dx = 1 - tanh^2 x: almost no gradient passes where |tanh x| is near 1. */
export function tanh(x: NdArray): Result {
  const { shape, data } = x;
  const y = simd.tanh(data) ?? tanhOf(data);
  return {
    shape,
    data: y,
    saves: [[OUTPUT]],
    backward: (grad) => [simd.tanhBackward(grad, y) ?? gradientOf(grad, y)],
  };
}

function tanhOf(x: Floats): Floats {
  const y = emptyLike(x);
  for (let i = 0; i < y.length; i++) y[i] = Math.tanh(x[i]!);
  return y;
}

function gradientOf(grad: Floats, y: Floats): Floats {
  const g = emptyLike(grad);
  for (let i = 0; i < g.length; i++) g[i] = grad[i]! * (1 - y[i]! * y[i]!);
  return g;
}
