/** The statistics of a layer beside the exact ones: how far each figure may be off, given how far each value may. */
import { meanRounding, stdRounding, UNIT_ROUNDOFF } from '../../../src/grading/tolerance.js';
import type { Matrix } from '../../../src/reference/matrix.js';
import { SATURATION_THRESHOLD, statistics, type Statistics } from '../../../src/reference/statistics.js';

/** One figure out of its range. */
export interface Misfit {
  readonly figure: string;
  readonly measured: number;
  readonly low: number;
  readonly high: number;
}

interface Range {
  readonly figure: string;
  readonly measured: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Every figure outside of its range, and how many there were.
 *
 * @param values - exact, [N, F]
 * @param bounds - of each value: 0 where the implementation was given the same values
 */
export function misfits(
  name: string,
  measured: Statistics,
  values: Matrix,
  bounds: ArrayLike<number>,
): { readonly compared: number; readonly misfits: readonly Misfit[] } {
  const ranges = rangesOf(measured, values, bounds);
  return {
    compared: ranges.length,
    misfits: ranges
      // A NaN is in no range.
      .filter((range) => !(range.measured >= range.low && range.measured <= range.high))
      .map((range) => ({ ...range, figure: `${name}: ${range.figure}` })),
  };
}

function rangesOf(measured: Statistics, values: Matrix, bounds: ArrayLike<number>): Range[] {
  const { rows, cols, data } = values;
  const exact = statistics(values);
  const largestBound = maximum(bounds);
  const about = (figure: string, answer: number, expected: number, bound: number): Range => ({
    ...{ figure, measured: answer, low: expected - bound, high: expected + bound },
  });
  const ofMean = meanRounding(data.length, meanOfAbsolutes(data), largestBound);
  const ranges = [
    about('mean', measured.mean, exact.mean, ofMean),
    about('std', measured.std, exact.std, stdRounding(data.length, exact.std, maximum(data), largestBound)),
    about('min', measured.min, exact.min, largestBound),
    about('max', measured.max, exact.max, largestBound),
    ...(['beyond2', 'beyond3', 'saturated'] as const).map((figure) => share(figure, measured[figure], data, bounds)),
  ];
  for (let col = 0; col < cols; col++) {
    const column = data.filter((_, index) => index % cols === col);
    const columnBound = maximum(Array.from(bounds).filter((_, index) => index % cols === col));
    const std = Math.sqrt(exact.featureVariance.data[col] ?? NaN);
    ranges.push(
      about(
        `mean of feature ${col}`,
        measured.featureMean.data[col] ?? NaN,
        exact.featureMean.data[col] ?? NaN,
        meanRounding(rows, meanOfAbsolutes(column), columnBound),
      ),
      about(
        `std of feature ${col}`,
        Math.sqrt(measured.featureVariance.data[col] ?? NaN),
        std,
        stdRounding(rows, std, maximum(column), columnBound),
      ),
    );
  }
  return ranges;
}

const thresholds = { beyond2: 2, beyond3: 3, saturated: SATURATION_THRESHOLD };

/** Only what is within its bound of the threshold may be counted either way. */
function share(
  figure: keyof typeof thresholds,
  measured: number,
  data: Float64Array,
  bounds: ArrayLike<number>,
): Range {
  const threshold = thresholds[figure];
  const beyond = (side: 1 | -1) =>
    data.reduce((count, value, index) => {
      const slack = (bounds[index] ?? NaN) + UNIT_ROUNDOFF * threshold;
      return count + (Math.abs(value) + side * slack > threshold ? 1 : 0);
    }, 0) / data.length;
  return { figure, measured, low: beyond(-1), high: beyond(1) };
}

function maximum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function meanOfAbsolutes(values: Float64Array): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
}
