import { broadcast } from '../broadcasting.js';
import { type NdArray, zerosLike } from '../ndarray.js';

const relations = {
  gt: (a: number, b: number) => a > b,
  lt: (a: number, b: number) => a < b,
  ge: (a: number, b: number) => a >= b,
  le: (a: number, b: number) => a <= b,
  eq: (a: number, b: number) => a === b,
  ne: (a: number, b: number) => a !== b,
} as const;

/** The name of a comparison, as in PyTorch. */
export type Relation = keyof typeof relations;

/** 1 where the relation holds, else 0 (PyTorch's booleans, as float32). It has no derivative. */
export function compare(relation: Relation, a: NdArray, b: NdArray): NdArray {
  const holds = relations[relation];
  const { shape, size, rows, columns, aStarts, bStarts, aStep, bStep } = broadcast(relation, a.shape, b.shape);
  const y = zerosLike(a.data, size);
  for (let row = 0, i = 0; row < rows; row++) {
    let p = aStarts[row]!;
    let q = bStarts[row]!;
    for (let column = 0; column < columns; column++, i++, p += aStep, q += bStep) {
      y[i] = holds(a.data[p]!, b.data[q]!) ? 1 : 0;
    }
  }
  return { shape, data: y };
}
