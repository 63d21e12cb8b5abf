import { type NdArray, type Result, zerosLike } from '../ndarray.js';

/** max(0, x); d/dx = 1 where x > 0, else 0. NaN stays NaN. */
export function relu(x: NdArray): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = data[i]! <= 0 ? 0 : data[i]!;
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = data[i]! > 0 ? grad[i]! : 0;
      return [g];
    },
  };
}

/** x where x > 0, else slope * x; d/dx = 1 or slope. */
export function leakyRelu(x: NdArray, slope: number): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = data[i]! > 0 ? data[i]! : slope * data[i]!;
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = data[i]! > 0 ? grad[i]! : slope * grad[i]!;
      return [g];
    },
  };
}

/**
 * scale * x where x > 0, else scale * alpha * (e^x - 1); d/dx = scale, or scale * alpha * e^x.
 * elu has scale 1; selu has the two constants below.
 */
export function elu(x: NdArray, alpha: number, scale = 1): Result {
  const { shape, data } = x;
  const y = zerosLike(data);
  for (let i = 0; i < y.length; i++) y[i] = scale * (data[i]! > 0 ? data[i]! : alpha * Math.expm1(data[i]!));
  return {
    shape,
    data: y,
    saves: [[0]],
    backward: (grad) => {
      const g = zerosLike(grad);
      for (let i = 0; i < g.length; i++) g[i] = scale * grad[i]! * (data[i]! > 0 ? 1 : alpha * Math.exp(data[i]!));
      return [g];
    },
  };
}

/** Klambauer et al., "Self-Normalizing Neural Networks" (2017): with these, mean 0 and variance 1 are a fixed point. */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/** The elu that keeps mean 0 and variance 1 from layer to layer. */
export function selu(x: NdArray): Result {
  return elu(x, SELU_ALPHA, SELU_SCALE);
}
