/** When a backend is forced, small work runs there as well as in float64; a gross difference between the two is refused. */
import type { Matrix } from './matrix.js';

/** Against the largest value of its matrix. Rounding stays below 1e-5 of it, a wrong kernel is far above. */
const GROSS = 1e-3;

/**
 * Compares every number of two answers of one shape; matrices by their largest value.
 *
 * @throws Error naming the place, where they differ by more than rounding can
 */
export function refuseDisagreement(backend: string, measured: unknown, expected: unknown, place = 'result'): void {
  if (isMatrix(expected)) {
    if (!isMatrix(measured)) throw disagreement(backend, place, measured, 'a matrix');
    const scale = expected.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
    expected.data.forEach((value, index) => {
      const answer = measured.data[index] ?? NaN;
      const agrees = Object.is(answer, value) || Math.abs(answer - value) <= GROSS * scale;
      if (!agrees && !(Number.isNaN(answer) && Number.isNaN(value))) {
        throw disagreement(backend, `${place}[${index}]`, answer, value);
      }
    });
    return;
  }
  if (typeof expected === 'number' && typeof measured === 'number') {
    if (!(Math.abs(measured - expected) <= GROSS * Math.max(1, Math.abs(expected))) && !Object.is(measured, expected)) {
      throw disagreement(backend, place, measured, expected);
    }
    return;
  }
  if (isRecord(expected) && isRecord(measured)) {
    for (const [key, value] of Object.entries(expected))
      refuseDisagreement(backend, measured[key], value, `${place}.${key}`);
  }
}

function disagreement(backend: string, place: string, measured: unknown, expected: unknown): Error {
  return new Error(
    `reference: ${backend} and float64 disagree: ${place}: expected ${String(expected)}, got ${String(measured)}. ` +
      'Set STEPZERO_BACKEND=float64, and please report this',
  );
}

function isMatrix(value: unknown): value is Matrix {
  return isRecord(value) && 'data' in value && ArrayBuffer.isView(value['data']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
