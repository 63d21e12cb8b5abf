/** Sums over weighted rows, one block of rows at a time: each row stands for as many examples as its weight says. */
import type { Kernel } from '../engine.js';
import { float32Below } from '../panel.js';
import { blocksOf, overRows } from './blocks.js';

/** (x [D, F], weights [1, D]) -> partial weighted sums of each column; without weights, which are not read then, each row counts once. */
export function weightedSumKernel(rows: number, cols: number, isWeighted: boolean): Kernel {
  const value = (row: string) => `x[${row}][this.thread.x]`;
  return partialSums(rows, cols, '', '', (row) => `part += ${isWeighted ? `weights[0][${row}] * ` : ''}${value(row)};`);
}

/** (x [D, F], weights [1, D], mean [1, F]) -> partial weighted sums of (x - mean)^2. */
export function weightedSquaresKernel(rows: number, cols: number, isWeighted: boolean): Kernel {
  const before = 'const center = mean[0][this.thread.x]; let d = 0;';
  return partialSums(
    rows,
    cols,
    ', mean',
    before,
    (row) => `d = x[${row}][this.thread.x] - center; part += ${isWeighted ? `weights[0][${row}] * ` : ''}d * d;`,
  );
}

/** (x [D, F], weights [1, D]) -> partial weighted counts of |x| > threshold, exact while the weights' sum is below 2^24. */
export function weightedCountKernel(rows: number, cols: number, threshold: number): Kernel {
  const counted = (row: string) =>
    `if (Math.abs(x[${row}][this.thread.x]) > ${float32Below(threshold)}) part += weight;`;
  return partialSums(rows, cols, '', 'let weight = 0;', (row) => `weight = weights[0][${row}]; ${counted(row)}`);
}

/** [blocks, F]; `body` adds to `part`. */
function partialSums(rows: number, cols: number, more: string, before: string, body: (row: string) => string): Kernel {
  const blocks = blocksOf(rows, cols);
  const source = `function (x, weights${more}) {
    ${before}
    let sum = 0;
    let part = 0;
    ${overRows(rows, blocks, body, 'sum += part; part = 0;')}
    return sum;
  }`;
  return { source, rows: blocks.count, cols, work: 2 * blocks.outer * blocks.inner };
}

/** (partial sums [blocks, F]) -> their sum over `count`, [1, F]. */
export function meanKernel({ rows, cols }: Kernel, count: number): Kernel {
  const source = `function (parts) {
    let sum = 0;
    for (let block = 0; block < ${rows}; block++) sum += parts[block][this.thread.x];
    return sum * ${1 / count};
  }`;
  return { source, rows: 1, cols, work: rows };
}

/** (partial sums of squares [blocks, F], gain [1, F]) -> gain / sqrt(sum / count + eps), [1, F]. */
export function scaleKernel({ rows, cols }: Kernel, count: number, eps: number): Kernel {
  const source = `function (parts, gain) {
    let sum = 0;
    for (let block = 0; block < ${rows}; block++) sum += parts[block][this.thread.x];
    return gain[0][this.thread.x] / Math.sqrt(sum * ${1 / count} + ${eps});
  }`;
  return { source, rows: 1, cols, work: rows };
}
