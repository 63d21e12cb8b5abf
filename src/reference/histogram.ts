/** How the values of a layer are spread, bin by bin, and how large an update is beside what it changes. */
import type { Matrix } from './matrix.js';
import { statistics } from './statistics.js';

/** Counts in equal bins from low to high; what is outside of them is counted apart. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
}

/**
 * Counts of values in `bins` equal bins over [low, high]; a value at an edge belongs to the bin above it, `high` itself to the
 * last, as PyTorch's `histc`.
 *
 * @throws RangeError for no bins or an empty range
 */
export function histogram({ data }: Matrix, bins: number, low: number, high: number): Histogram {
  if (!(Number.isInteger(bins) && bins > 0 && low < high)) {
    throw new RangeError(`histogram: expected bins and a range, got ${bins} bins over [${low}, ${high}]`);
  }
  const counts = new Array<number>(bins).fill(0);
  let below = 0;
  let above = 0;
  for (const value of data) {
    if (value < low) below++;
    else if (value > high) above++;
    else if (value <= high) counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]!++;
  }
  return { low, high, counts, below, above };
}

/** The lecture's update:data ratio, log10(std(learningRate * gradient) / std(values)): about -3 in healthy training. */
export function updateRatio(values: Matrix, gradient: Matrix, learningRate: number): number {
  return Math.log10((learningRate * statistics(gradient).std) / statistics(values).std);
}
