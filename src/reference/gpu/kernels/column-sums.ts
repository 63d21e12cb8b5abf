/**
 * Sums over the rows of each column, in two stages: kernels give one partial sum for each block of rows, and the few that are
 * left are added in float64. One float32 sum over 182,625 rows would lose 6e-6; so it loses 1e-8.
 */
import type { Kernel } from '../engine.js';
import type { Panel } from '../panel.js';

/** How many rows one partial sum takes: about the square root, so that both stages are short. */
export function chunkOf(rows: number): number {
  return Math.max(16, Math.ceil(Math.sqrt(rows)));
}

/**
 * One value for each block of rows and column, [blocks, F].
 *
 * @param inputs - names of the kernel's inputs, panels of [N, F] or, read at row 0, [1, F]
 * @param start - of the accumulator `acc`
 * @param each - a statement that changes `acc`, given `row`
 */
function blockKernel(
  rows: number,
  cols: number,
  { inputs, start, each }: { readonly inputs: string; readonly start: string; readonly each: string },
): Kernel {
  const chunk = chunkOf(rows);
  const source = `function (${inputs}) {
    let acc = ${start};
    for (let i = 0; i < ${chunk}; i++) {
      const row = this.thread.y * ${chunk} + i;
      if (row < ${rows}) { ${each} }
    }
    return acc;
  }`;
  return { source, rows: Math.ceil(rows / chunk), cols, work: chunk };
}

/** (x [N, F]) -> partial sums of each column. */
export function sumKernel(rows: number, cols: number): Kernel {
  return blockKernel(rows, cols, { inputs: 'x', start: '0', each: 'acc += x[row][this.thread.x];' });
}

/** (x [N, F], mean [1, F]) -> partial sums of (x - mean)^2. */
export function squaresKernel(rows: number, cols: number): Kernel {
  return blockKernel(rows, cols, {
    inputs: 'x, mean',
    start: '0',
    each: 'const d = x[row][this.thread.x] - mean[0][this.thread.x]; acc += d * d;',
  });
}

/** (x [N, F], mean [1, F], gradient [N, F]) -> partial sums of gradient (x - mean). */
export function productKernel(rows: number, cols: number): Kernel {
  return blockKernel(rows, cols, {
    inputs: 'x, mean, gradient',
    start: '0',
    each: 'acc += gradient[row][this.thread.x] * (x[row][this.thread.x] - mean[0][this.thread.x]);',
  });
}

/** The second stage: the blocks' values added up in float64, for each column. */
export function total({ rows, cols, width, data }: Panel): Float64Array {
  const sums = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) sums[col]! += data[row * width + col]!;
  }
  return sums;
}

/** (x [N, F], threshold [1, 1]) -> how many |x| are above it, of each block and column: exact, counts of at most `chunk`. */
export function countKernel(rows: number, cols: number): Kernel {
  return blockKernel(rows, cols, {
    inputs: 'x, threshold',
    start: '0',
    each: 'if (Math.abs(x[row][this.thread.x]) > threshold[0][0]) acc += 1;',
  });
}

/** (x [N, F]) -> the smallest or largest value of each block and column. */
export function extremeKernel(rows: number, cols: number, which: 'min' | 'max'): Kernel {
  const start = `x[this.thread.y * ${chunkOf(rows)}][this.thread.x]`;
  return blockKernel(rows, cols, { inputs: 'x', start, each: `acc = Math.${which}(acc, x[row][this.thread.x]);` });
}
