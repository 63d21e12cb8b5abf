/** Sums over weighted rows: each row stands for as many examples as its weight says. */
import type { Kernel } from '../engine.js';
import { float32Below } from '../panel.js';
import { blockKernel } from './column-sums.js';

/** (x [D, F], weights [1, D]) -> partial weighted sums of each column. */
export function weightedSumKernel(rows: number, cols: number): Kernel {
  return blockKernel(rows, cols, {
    inputs: 'x, weights',
    start: '0',
    each: 'acc += weights[0][row] * x[row][this.thread.x];',
  });
}

/** (x [D, F], weights [1, D], mean [1, F]) -> partial weighted sums of (x - mean)^2. */
export function weightedSquaresKernel(rows: number, cols: number): Kernel {
  return blockKernel(rows, cols, {
    inputs: 'x, weights, mean',
    start: '0',
    each: 'const d = x[row][this.thread.x] - mean[0][this.thread.x]; acc += weights[0][row] * d * d;',
  });
}

/** (x [D, F], weights [1, D]) -> partial weighted counts of |x| > threshold, exact while the weights' sum is below 2^24. */
export function weightedCountKernel(rows: number, cols: number, threshold: number): Kernel {
  return blockKernel(rows, cols, {
    inputs: 'x, weights',
    start: '0',
    each: `if (Math.abs(x[row][this.thread.x]) > ${float32Below(threshold)}) acc += weights[0][row];`,
  });
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

/**
 * The output layer and its loss in one, so that logits are never stored: one accumulator for each character.
 * (h [D, K], weight [K, V], bias [1, V], targets [V, D]) -> sum over v of targets[v] (log sum exp(logits) - logits[v]), [1, D].
 */
export function outputLossKernel(rows: number, inner: number, vocabSize: number): Kernel {
  const each = (line: (v: number) => string) => Array.from({ length: vocabSize }, (_, v) => line(v)).join('\n    ');
  const source = `function (h, weight, bias, targets) {
    const row = Math.min(${rows - 1}, this.thread.x);
    ${each((v) => `let a${v} = bias[0][${v}];`)}
    for (let k = 0; k < ${inner}; k++) {
      const value = h[row][k];
      ${each((v) => `a${v} += value * weight[k][${v}];`)}
    }
    let largest = a0;
    ${each((v) => `largest = Math.max(largest, a${v});`)}
    let sum = 0;
    ${each((v) => `sum += Math.exp(a${v} - largest);`)}
    const normalizer = Math.log(sum);
    let loss = 0;
    ${each((v) => `loss += targets[${v}][this.thread.x] * (normalizer - (a${v} - largest));`)}
    return loss;
  }`;
  return { source, rows: 1, cols: rows, work: inner * vocabSize };
}

/** As `outputLossKernel`, of logits that are there already: (logits [D, V], targets [V, D]) -> [1, D]. */
export function logitsLossKernel(rows: number, vocabSize: number): Kernel {
  const source = `function (logits, targets) {
    const row = Math.min(${rows - 1}, this.thread.x);
    let largest = logits[row][0];
    for (let v = 1; v < ${vocabSize}; v++) largest = Math.max(largest, logits[row][v]);
    let sum = 0;
    for (let v = 0; v < ${vocabSize}; v++) sum += Math.exp(logits[row][v] - largest);
    const normalizer = Math.log(sum);
    let loss = 0;
    for (let v = 0; v < ${vocabSize}; v++) {
      loss += targets[v][this.thread.x] * (normalizer - (logits[row][v] - largest));
    }
    return loss;
  }`;
  return { source, rows: 1, cols: rows, work: 10 * vocabSize };
}
