/** Deterministic results beside what they should be. */
import { TensorValue } from '../../guest/contract/value.js';

/** The element that is furthest outside its tolerance (or nearest to leaving it). */
export interface Comparison {
  readonly ok: boolean;
  readonly worst: {
    readonly index: number;
    readonly measured: number;
    readonly expected: number;
    readonly error: number;
    readonly allowed: number;
  };
  /** How many elements are outside their tolerance. */
  readonly wrong: number;
}

/**
 * The error allowed to a float32 result: PyTorch's `torch.testing.assert_close` defaults for float32, atol 1e-5 +
 * rtol 1.3e-6 |expected|, or the derived rounding bound where that is wider. A right answer with another order of
 * summation misses assert_close by 1.4 times at 30x200 and by 8 times at 500x100; it never misses its bound.
 */
export function closeEnough(expected: number, bound = 0): number {
  return Math.max(1e-5 + 1.3e-6 * Math.abs(expected), bound);
}

/**
 * Compares element by element. NaN is never right, and an infinity only where the same infinity is expected.
 *
 * @param bounds - absolute rounding bounds, one for all or one each (see rounding.ts)
 * @throws RangeError where the lengths differ: read the answer with its expected shape first
 */
export function compare(
  measured: ArrayLike<number> | TensorValue,
  expected: ArrayLike<number>,
  bounds: ArrayLike<number> | number = 0,
): Comparison {
  const values = measured instanceof TensorValue ? measured.data : measured;
  if (values.length !== expected.length) {
    throw new RangeError(`compare: expected ${expected.length} values, got ${values.length}`);
  }
  let worst = { index: 0, measured: NaN, expected: NaN, error: 0, allowed: 0 };
  let worstExcess = -1;
  let wrong = 0;
  for (let index = 0; index < expected.length; index++) {
    const value = values[index] ?? NaN;
    const target = expected[index] ?? NaN;
    const allowed = closeEnough(target, typeof bounds === 'number' ? bounds : bounds[index]);
    const error = value === target ? 0 : Math.abs(value - target);
    const excess = Number.isNaN(error) ? Infinity : error / allowed;
    if (!(excess <= 1)) wrong++;
    if (excess > worstExcess) {
      worstExcess = excess;
      worst = { index, measured: value, expected: target, error, allowed };
    }
  }
  return { ok: wrong === 0, worst, wrong };
}

/** Names an element of a tensor by its place: index 203 of [32, 200] is "[1, 3]". */
export function placeOf(index: number, shape: readonly number[]): string {
  const place: number[] = [];
  let rest = index;
  for (const size of [...shape].reverse()) {
    place.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return `[${place.join(', ')}]`;
}
