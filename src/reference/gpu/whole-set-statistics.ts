/** Statistics of one stage of a whole-set plan: recorded as kernels over weighted rows, put together in float64. */
import { fromColumns, SATURATION_THRESHOLD, type Statistics } from '../statistics.js';
import type { Handle } from './gpu-js.js';
import { extremeKernel, total } from './kernels/column-sums.js';
import { meanKernel, weightedCountKernel, weightedSquaresKernel, weightedSumKernel } from './kernels/weighted.js';
import type { Panel } from './panel.js';
import type { Result, Step } from './plan.js';
import { extremeOf } from './statistics.js';

/** A stage's values in a plan: D rows that stand for `total` examples. */
export interface Stage {
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  readonly total: number;
  readonly values: Handle;
  /** [1, D] */
  readonly weights: Handle;
}

/** Records the kernels of a stage's statistics, and gives what must be read back, by name. */
export function recordStatistics(step: Step, stage: Stage): Readonly<Record<string, Result>> {
  const { name, rows, cols, values, weights } = stage;
  const sums = weightedSumKernel(rows, cols);
  const center = meanKernel(sums, stage.total);
  const squares = weightedSquaresKernel(rows, cols);
  const sumOfRows = step(sums, values, weights);
  const mean = step(center, sumOfRows);
  const results: Record<string, Result> = {
    [`${name} sums`]: { kernel: sums, handle: sumOfRows },
    [`${name} center`]: { kernel: center, handle: mean },
    [`${name} squares`]: { kernel: squares, handle: step(squares, values, weights, mean) },
  };
  for (const threshold of [2, 3, SATURATION_THRESHOLD]) {
    const kernel = weightedCountKernel(rows, cols, threshold);
    results[`${name} beyond ${threshold}`] = { kernel, handle: step(kernel, values, weights) };
  }
  for (const which of ['min', 'max'] as const) {
    const kernel = extremeKernel(rows, cols, which);
    results[`${name} ${which}`] = { kernel, handle: step(kernel, values) };
  }
  return results;
}

/** The statistics of the stage `name` from what was read back. */
export function statisticsOfStage(name: string, count: number, results: ReadonlyMap<string, Panel>): Statistics {
  const of = (figure: string): Panel => {
    const panel = results.get(`${name} ${figure}`);
    if (!panel) throw new Error(`wholeSet: expected the plan to give "${name} ${figure}", it does not`);
    return panel;
  };
  const mean = total(of('sums')).map((sum) => sum / count);
  const center = total(of('center'));
  const all = (threshold: number) => total(of(`beyond ${threshold}`)).reduce((sum, each) => sum + each, 0);
  return fromColumns({
    rows: count,
    mean,
    // The kernels took the squares about float32's mean: exactly count * shift^2 too many.
    squares: total(of('squares')).map((sum, col) => Math.max(0, sum - count * (mean[col]! - center[col]!) ** 2)),
    saturated: total(of(`beyond ${SATURATION_THRESHOLD}`)),
    beyond2: all(2),
    beyond3: all(3),
    min: extremeOf(of('min'), 'min'),
    max: extremeOf(of('max'), 'max'),
  });
}
