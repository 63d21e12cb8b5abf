import { expect } from '@jest/globals';
import { closeEnough } from '../../src/grading/tolerance.js';
import { flatten } from '../../src/torch/ops/flatten.js';
import type { NdArray } from '../../src/torch/ndarray.js';

/** Expects the shape and the numbers of nested arrays, within PyTorch's assert_close for float32 (or a wider derived bound). */
export function expectClose(measured: NdArray | null, nested: unknown, bound = 0): void {
  const expected = flatten('expected', nested);
  expect(measured?.shape).toEqual(expected.shape);
  const wrong = expected.values
    .map((value, index) => ({ index, value, measured: measured?.data[index] ?? NaN }))
    .filter(({ value, measured: got }) => !(Math.abs(got - value) <= closeEnough(value, bound)));
  expect(wrong).toEqual([]);
}
