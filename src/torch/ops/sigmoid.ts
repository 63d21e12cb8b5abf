import { type NdArray, OUTPUT, type Result, zerosLike } from '../ndarray.js';

/** 1 / (1 + e^-x) for one number, without overflow. */
function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The logistic function s(x) = 1 / (1 + e^-x); d/dx = s (1 - s). */
export function sigmoid(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = logistic(data[i]!);
  return {
    shape,
    data: y,
    saves: [[OUTPUT]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = grad[i]! * y[i]! * (1 - y[i]!);
      return [g];
    },
  };
}

/** x s(x), also called swish; d/dx = s (1 + x (1 - s)). */
export function silu(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = data[i]! * logistic(data[i]!);
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) {
        const s = logistic(data[i]!);
        g[i] = grad[i]! * s * (1 + data[i]! * (1 - s));
      }
      return [g];
    },
  };
}

/** Above this, ln(1 + e^x) is x to float32, and e^x may overflow (PyTorch's threshold). */
const SOFTPLUS_THRESHOLD = 20;

/** ln(1 + e^x), a smooth relu; d/dx = s(x). */
export function softplus(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) {
    const v = data[i]!;
    y[i] = v > SOFTPLUS_THRESHOLD ? v : Math.log1p(Math.exp(v));
  }
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++)
        g[i] = data[i]! > SOFTPLUS_THRESHOLD ? grad[i]! : grad[i]! * logistic(data[i]!);
      return [g];
    },
  };
}
