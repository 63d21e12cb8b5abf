/**
 * Statistics of weighted rows, four figures at a time: a pass over the values costs more than what is done with them. A cell
 * takes one block of rows of one column; what all blocks say is put together in float64 (whole-set-statistics.ts).
 */
import { SATURATION_THRESHOLD } from '../../statistics.js';
import type { Kernel } from '../engine.js';
import { float32Below } from '../panel.js';
import { blocksOf, overRows } from './blocks.js';

/** How a kernel reads its values. */
export interface Reading {
  /** As they are stored, or made of what is stored by batch norm: (x - mean) scale + shift, [1, F] each. */
  readonly isNormalized: boolean;
  /** Whether rows have weights; else each counts once, and the weights are not read. */
  readonly isWeighted: boolean;
}

/**
 * (x [D, F], weights [1, D], and where normalized mean, scale, shift [1, F]) -> of each block and column: weighted sum, weighted
 * sum of squares about the block's own mean, smallest and largest value. The sums are taken about the block's first value:
 * near enough to its mean that nothing cancels, and known without a pass.
 */
export function momentsKernel(rows: number, cols: number, reading: Reading): Kernel {
  const blocks = blocksOf(rows, cols);
  const source = `function (x, weights${parameters(reading)}) {
    ${prologue(reading)}
    const middle = ${valueAt(reading, `this.thread.y * ${blocks.outer * blocks.inner}`)};
    let low = middle;
    let high = middle;
    let value = 0;
    let d = 0;
    let weight = 1;
    let count = 0;
    let sum = 0;
    let squares = 0;
    let partSum = 0;
    let partSquares = 0;
    ${overRows(
      rows,
      blocks,
      (row) => `
          value = ${valueAt(reading, row)};
          low = Math.min(low, value);
          high = Math.max(high, value);
          d = value - middle;${reading.isWeighted ? `\n          weight = weights[0][${row}];` : ''}
          count += weight;
          partSum += ${reading.isWeighted ? 'weight * d' : 'd'};
          partSquares += ${reading.isWeighted ? 'weight * d * d' : 'd * d'};`,
      'sum += partSum; squares += partSquares; partSum = 0; partSquares = 0;',
    )}
    return [sum + count * middle, Math.max(0, squares - sum * sum / count), low, high];
  }`;
  return { source, rows: blocks.count, cols, work: 8 * blocks.outer * blocks.inner, components: 4 };
}

/**
 * (x [D, F], y [D, F], weights [1, D], and where x is normalized mean, scale, shift [1, F]) -> of each block and column,
 * weighted counts: |x| > 2, |x| > 3, |x| saturated, |y| saturated. Exact while a block's weights add up to less than 2^24.
 */
export function countsKernel(rows: number, cols: number, reading: Reading): Kernel {
  const blocks = blocksOf(rows, cols);
  const threshold = float32Below(SATURATION_THRESHOLD);
  const source = `function (x, y, weights${parameters(reading)}) {
    ${prologue(reading)}
    let size = 0;
    let weight = 1;
    let beyond2 = 0;
    let beyond3 = 0;
    let before = 0;
    let after = 0;
    ${overRows(
      rows,
      blocks,
      (row) => `
          size = Math.abs(${valueAt(reading, row)});${reading.isWeighted ? `\n          weight = weights[0][${row}];` : ''}
          if (size > 2) beyond2 += weight;
          if (size > 3) beyond3 += weight;
          if (size > ${threshold}) before += weight;
          if (Math.abs(y[${row}][this.thread.x]) > ${threshold}) after += weight;`,
      '',
    )}
    return [beyond2, beyond3, before, after];
  }`;
  return { source, rows: blocks.count, cols, work: 8 * blocks.outer * blocks.inner, components: 4 };
}

function parameters({ isNormalized }: Reading): string {
  return isNormalized ? ', mean, scale, shift' : '';
}

function prologue({ isNormalized }: Reading): string {
  if (!isNormalized) return '';
  return `const center = mean[0][this.thread.x];
    const factor = scale[0][this.thread.x];
    const offset = shift[0][this.thread.x];`;
}

function valueAt({ isNormalized }: Reading, row: string): string {
  const stored = `x[${row}][this.thread.x]`;
  return isNormalized ? `(${stored} - center) * factor + offset` : stored;
}
