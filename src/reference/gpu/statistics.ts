/** Statistics of a layer on kernels: partial figures of each column, put together in float64. */
import { fromColumns, SATURATION_THRESHOLD, type Statistics } from '../statistics.js';
import type { Engine } from './engine.js';
import { countKernel, extremeKernel, squaresKernel, sumKernel, total } from './kernels/column-sums.js';
import { float32Below, type Panel, rowPanel } from './panel.js';

/**
 * @param values - [N, F]
 * @param threshold - of saturation, strict and on the absolute value
 */
export async function statisticsOn(
  engine: Engine,
  values: Panel,
  threshold = SATURATION_THRESHOLD,
): Promise<Statistics> {
  const { rows, cols } = values;
  const mean = total(await engine.run(sumKernel(rows, cols), values)).map((sum) => sum / rows);
  const center = rowPanel(mean);
  const squares = total(await engine.run(squaresKernel(rows, cols), values, center));
  const count = async (limit: number) =>
    total(await engine.run(countKernel(rows, cols), values, rowPanel([float32Below(limit)])));
  const extreme = async (which: 'min' | 'max') =>
    extremeOf(await engine.run(extremeKernel(rows, cols, which), values), which);
  return fromColumns({
    rows,
    mean,
    squares: squares.map((sum, col) => Math.max(0, sum - rows * (mean[col]! - center.data[col]!) ** 2)),
    saturated: await count(threshold),
    beyond2: sum(await count(2)),
    beyond3: sum(await count(3)),
    min: await extreme('min'),
    max: await extreme('max'),
  });
}

/** The smallest or largest of the blocks' values, over the columns that are not padding. */
function extremeOf({ rows, cols, width, data }: Panel, which: 'min' | 'max'): number {
  let best = which === 'min' ? Infinity : -Infinity;
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) best = Math[which](best, data[row * width + col]!);
  }
  return best;
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
