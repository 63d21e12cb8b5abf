/** Statistics of one layer of a whole-set plan: recorded as kernels over weighted rows, put together in float64. */
import type { Activation } from '../activations.js';
import { type ColumnFigures, fromColumns, type Statistics } from '../statistics.js';
import type { Handle } from './gpu-js.js';
import { total } from './kernels/column-sums.js';
import { blocksOf } from './kernels/blocks.js';
import { countsKernel, momentsKernel } from './kernels/figures.js';
import { weightedCountKernel } from './kernels/weighted.js';
import type { Panel } from './panel.js';
import type { Result, Step } from './plan.js';

/** A hidden layer's values in a plan: D rows that stand for `total` examples. */
export interface Stage {
  readonly name: string;
  readonly rows: number;
  readonly cols: number;
  readonly activation: Activation;
  /** [D, F]: what enters the activation or, where there is batch norm, what enters that. */
  readonly before: Handle;
  /** Batch norm's mean, scale and shift, [1, F] each; empty for a layer without. */
  readonly norm: readonly Handle[];
  /** [D, F]: what the activation gives. */
  readonly output: Handle;
  /** [1, D] */
  readonly weights: Handle;
  /** Whether the weights are other than 1. */
  readonly isWeighted: boolean;
}

/** Activations that never leave -1..1: nothing of theirs is beyond 2. */
const bounded: ReadonlySet<Activation> = new Set<Activation>(['tanh', 'sigmoid']);

/** Records the kernels of a layer's statistics, and gives what must be read back, by name. */
export function recordStatistics(step: Step, stage: Stage): Readonly<Record<string, Result>> {
  const { name, rows, cols, before, norm, output, weights } = stage;
  const reading = { isNormalized: norm.length > 0, isWeighted: stage.isWeighted };
  const results: Record<string, Result> = {};
  const keep = (figure: string, kernel: Result['kernel'], ...inputs: readonly Handle[]) => {
    results[`${name} ${figure}`] = { kernel, handle: step(kernel, ...inputs) };
  };
  keep('moments before', momentsKernel(rows, cols, reading), before, weights, ...norm);
  keep('moments output', momentsKernel(rows, cols, { ...reading, isNormalized: false }), output, weights);
  keep('counts', countsKernel(rows, cols, reading), before, output, weights, ...norm);
  if (!bounded.has(stage.activation)) {
    for (const limit of [2, 3]) keep(`output beyond ${limit}`, weightedCountKernel(rows, cols, limit), output, weights);
  }
  return results;
}

/** The statistics of the layer `name` from what was read back; `counts` says how many examples each row stands for. */
export function statisticsOfLayer(
  name: string,
  counts: Float64Array,
  results: ReadonlyMap<string, Panel>,
): { readonly before: Statistics; readonly output: Statistics } {
  const of = (figure: string): Panel => {
    const panel = results.get(`${name} ${figure}`);
    if (!panel) throw new Error(`wholeSet: expected the plan to give "${name} ${figure}", it does not`);
    return panel;
  };
  const everyFourth = (sums: Float64Array, from: number) => sums.filter((_, index) => index % 4 === from);
  const counted = total(of('counts'));
  // The plan has no such result where the activation is bounded: there is nothing to count.
  const beyond = (limit: number) => {
    const panel = results.get(`${name} output beyond ${limit}`);
    return panel ? sumOf(total(panel)) : 0;
  };
  return {
    before: fromColumns({
      ...columnsOf(of('moments before'), counts),
      saturated: everyFourth(counted, 2),
      beyond2: sumOf(everyFourth(counted, 0)),
      beyond3: sumOf(everyFourth(counted, 1)),
    }),
    output: fromColumns({
      ...columnsOf(of('moments output'), counts),
      saturated: everyFourth(counted, 3),
      beyond2: beyond(2),
      beyond3: beyond(3),
    }),
  };
}

/**
 * Blocks to columns: the sum of squares about the column's mean is each block's about its own, plus the blocks' means' spread
 * (Chan, Golub and LeVeque, 1983).
 */
function columnsOf(
  moments: Panel,
  counts: Float64Array,
): Pick<ColumnFigures, 'rows' | 'mean' | 'squares' | 'min' | 'max'> {
  const cols = moments.cols / 4;
  const { outer, inner } = blocksOf(counts.length, cols);
  const size = outer * inner;
  const inBlock = Array.from({ length: moments.rows }, (_, block) =>
    sumOf(counts.subarray(block * size, (block + 1) * size)),
  );
  const rows = sumOf(inBlock);
  const at = (block: number, col: number, figure: number) => moments.data[block * moments.width + 4 * col + figure]!;
  const mean = new Float64Array(cols);
  const squares = new Float64Array(cols);
  let [min, max] = [Infinity, -Infinity];
  for (let col = 0; col < cols; col++) {
    inBlock.forEach((_, block) => (mean[col]! += at(block, col, 0) / rows));
    inBlock.forEach((count, block) => {
      squares[col]! += at(block, col, 1) + count * (at(block, col, 0) / count - mean[col]!) ** 2;
      min = Math.min(min, at(block, col, 2));
      max = Math.max(max, at(block, col, 3));
    });
  }
  return { rows, mean, squares, min, max };
}

function sumOf(values: Float64Array | readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
