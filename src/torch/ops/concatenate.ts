import { cutAt, resolveDim } from '../dimensions.js';
import { formatShape, TensorError } from '../errors.js';
import { type NdArray, type Result, zerosLike } from '../ndarray.js';

/** Joins arrays along `dim`: (2, 3) and (2, 5) along 1 -> (2, 8). The gradient is cut at the same places. */
export function concatenate(parts: readonly NdArray[], dim: number): Result {
  const first = parts[0];
  if (first === undefined) throw new TensorError('cat: expected at least one tensor, got an empty list');
  if (first.shape.length === 0) throw new TensorError('cat: 0-d tensors have no dimension to join along; use stack');
  const along = resolveDim('cat', first.shape, dim);
  let total = 0;
  for (const { shape } of parts) {
    if (shape.length !== first.shape.length || shape.some((size, d) => d !== along && size !== first.shape[d])) {
      throw new TensorError(
        `cat: ${formatShape(first.shape)} and ${formatShape(shape)} differ in more than dimension ${along}`,
      );
    }
    total += shape[along]!;
  }
  const shape = first.shape.with(along, total);
  const { outer, inner } = cutAt(shape, along);
  const width = total * inner;
  const y = zerosLike(first.data, outer * width);
  let start = 0;
  const starts = parts.map((part) => {
    const own = part.shape[along]! * inner;
    for (let o = 0; o < outer; o++) y.set(part.data.subarray(o * own, (o + 1) * own), o * width + start);
    start += own;
    return start - own;
  });
  return {
    shape,
    data: y,
    backward: (grad, needs) =>
      parts.map((part, i) => {
        if (needs[i] !== true) return null;
        const own = part.shape[along]! * inner;
        const g = zerosLike(grad, outer * own);
        for (let o = 0; o < outer; o++) {
          const from = o * width + starts[i]!;
          g.set(grad.subarray(from, from + own), o * own);
        }
        return g;
      }),
  };
}
