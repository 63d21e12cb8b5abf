/** A backend's numbers beside float64's: each within what float32 may round, or the backend is refused. */
import { UNIT_ROUNDOFF } from '../../grading/tolerance/rounding.js';

/**
 * Compares values of one stage, element by element.
 *
 * @param place - of the stage, for the error: "layer 0: preactivation"
 * @param bounds - how far each value may be off, or one bound for all
 * @throws Error naming the backend and the place, for the first value that is further off
 */
export type Hold = (
  place: string,
  measured: ArrayLike<number>,
  expected: ArrayLike<number>,
  bounds: ArrayLike<number> | number,
) => void;

/** The largest number that float32 has. */
const LARGEST = 2 ** 128 - 2 ** 104;

/** Below this float32 loses digits, and a GPU may take a number for 0. */
const SMALLEST = 2 ** -126;

/** The comparison for one backend. */
export function holdOn(backend: string): Hold {
  return (place, measured, expected, bounds) => {
    if (measured.length !== expected.length) {
      throw disagreement(backend, `the size of ${place}`, measured.length, expected.length);
    }
    for (let index = 0; index < expected.length; index++) {
      const bound = typeof bounds === 'number' ? bounds : (bounds[index] ?? NaN);
      const [is, should] = [measured[index] ?? NaN, expected[index] ?? NaN];
      if (isKnown(should, bound) && !(Math.abs(is - should) <= bound + SMALLEST)) {
        throw disagreement(backend, `${place}[${index}]`, is, should, bound);
      }
    }
  };
}

/**
 * Whether float32 can say anything of a value. A bound is at least u times the largest term on the way to it: above u LARGEST, a term
 * may have been too large for float32. A value that is itself too large, infinite or no number has no rounding either.
 */
function isKnown(value: number, bound: number): boolean {
  return Math.abs(value) + bound <= LARGEST && bound <= UNIT_ROUNDOFF * LARGEST;
}

function disagreement(backend: string, place: string, is: number, should: number, bound?: number): Error {
  const within = bound ? ` within ${bound.toPrecision(3)}` : '';
  return new Error(
    `reference: ${backend} and float64 disagree: ${place}: expected ${should}${within}, got ${is}. ` +
      'Set STEPZERO_BACKEND=float64, and please report this',
  );
}
