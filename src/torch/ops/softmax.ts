import { type Cut, cutAt, resolveDim } from '../dimensions.js';
import { type Floats, type NdArray, OUTPUT, type Result, zerosLike } from '../ndarray.js';

/**
 * e^x_k / sum_j e^x_j along `dim`, with the largest x subtracted first so that nothing overflows;
 * dx = y (dy - sum_j dy_j y_j).
 */
export function softmax(x: NdArray, dim: number): Result {
  const { shape, data } = x;
  const cut = cutAt(shape, resolveDim('softmax', shape, dim));
  const y = zerosLike(data);
  eachLine(cut, (start, step, end) => {
    const shift = largest(data, start, step, end);
    let total = 0;
    for (let k = start; k < end; k += step) total += Math.exp(data[k]! - shift);
    for (let k = start; k < end; k += step) y[k] = Math.exp(data[k]! - shift) / total;
  });
  return {
    shape,
    data: y,
    saves: [[OUTPUT]],
    backward: (grad) => {
      const g = zerosLike(data);
      eachLine(cut, (start, step, end) => {
        let dot = 0;
        for (let k = start; k < end; k += step) dot += grad[k]! * y[k]!;
        for (let k = start; k < end; k += step) g[k] = y[k]! * (grad[k]! - dot);
      });
      return [g];
    },
  };
}

/** ln softmax(x) = x - max - ln sum_j e^(x_j - max) along `dim`; dx = dy - softmax(x) sum_j dy_j. */
export function logSoftmax(x: NdArray, dim: number): Result {
  const { shape, data } = x;
  const cut = cutAt(shape, resolveDim('logSoftmax', shape, dim));
  const y = zerosLike(data);
  eachLine(cut, (start, step, end) => {
    const shift = largest(data, start, step, end);
    let total = 0;
    for (let k = start; k < end; k += step) total += Math.exp(data[k]! - shift);
    const logTotal = Math.log(total);
    for (let k = start; k < end; k += step) y[k] = data[k]! - shift - logTotal;
  });
  return {
    shape,
    data: y,
    saves: [[OUTPUT]],
    backward: (grad) => {
      const g = zerosLike(data);
      eachLine(cut, (start, step, end) => {
        let total = 0;
        for (let k = start; k < end; k += step) total += grad[k]!;
        for (let k = start; k < end; k += step) g[k] = grad[k]! - Math.exp(y[k]!) * total;
      });
      return [g];
    },
  };
}

function eachLine({ outer, n, inner }: Cut, visit: (start: number, step: number, end: number) => void): void {
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) visit(o * n * inner + i, inner, (o + 1) * n * inner);
  }
}

function largest(data: Floats, start: number, step: number, end: number): number {
  let best = -Infinity;
  for (let k = start; k < end; k += step) best = Math.max(best, data[k]!);
  return best;
}
