import { cutAt, reduction, resolveDim } from '../dimensions.js';
import { formatShape, TensorError } from '../errors.js';
import { type Floats, type NdArray, OUTPUT, type Result, zerosLike } from '../ndarray.js';

/** Which extreme, as a comparison: whether a candidate beats the best so far. */
const beats = {
  max: (candidate: number, best: number) => candidate > best,
  min: (candidate: number, best: number) => candidate < best,
} as const;

/** The largest or smallest element of all, 0-d. NaN if any is NaN. The gradient is shared evenly among ties, as in PyTorch. */
export function extreme(kind: 'max' | 'min', x: NdArray): Result {
  const { data } = x;
  if (data.length === 0) throw new TensorError(`${kind}: a tensor of shape ${formatShape(x.shape)} has no elements`);
  const best = data[bestOf(kind, data, 0, data.length, 1)]!;
  const y = zerosLike(data, 1);
  y[0] = best;
  return {
    shape: [],
    data: y,
    saves: [[0, OUTPUT]],
    backward: (grad) => {
      const g = zerosLike(data);
      let ties = 0;
      for (const value of data) if (value === best) ties++;
      for (let i = 0; i < g.length; i++) g[i] = data[i] === best ? grad[0]! / ties : 0;
      return [g];
    },
  };
}

/** The largest or smallest along `dim`, and where it is (the first of equals); the gradient goes to that element. */
export function extremeAlong(
  kind: 'max' | 'min',
  x: NdArray,
  dim: number,
  keepdim: boolean,
): { values: Result; indices: NdArray } {
  const { shape } = reduction(kind, x.shape, [dim], keepdim);
  const { outer, n, inner } = cutAt(x.shape, resolveDim(kind, x.shape, dim));
  if (n === 0) throw new TensorError(`${kind}: dim ${dim} of shape ${formatShape(x.shape)} has no elements`);
  const y = zerosLike(x.data, outer * inner);
  const indices = zerosLike(x.data, outer * inner);
  const places = new Int32Array(outer * inner);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const start = o * n * inner + i;
      const place = bestOf(kind, x.data, start, n, inner);
      const out = o * inner + i;
      places[out] = place;
      indices[out] = (place - start) / inner;
      y[out] = x.data[place]!;
    }
  }
  const backward = (grad: Floats): Floats[] => {
    const g = zerosLike(x.data);
    for (let out = 0; out < places.length; out++) g[places[out]!] = grad[out]!;
    return [g];
  };
  return { values: { shape, data: y, backward }, indices: { shape, data: indices } };
}

/** The place of the best of n elements; the first NaN wins over everything. */
function bestOf(kind: 'max' | 'min', data: Floats, start: number, n: number, step: number): number {
  const isBetter = beats[kind];
  let best = start;
  for (let k = 0, place = start; k < n; k++, place += step) {
    if (Number.isNaN(data[place])) return place;
    if (isBetter(data[place]!, data[best]!)) best = place;
  }
  return best;
}
