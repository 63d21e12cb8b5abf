/** Softmax cross-entropy, as kernels. */
import type { Kernel } from '../engine.js';

/** (logits [N, V], Y [1, N]) -> log sum exp(logits) - logits[y] of each row, [1, N], its maximum taken out first. */
export function rowLossKernel(rows: number, vocabSize: number): Kernel {
  const source = `function (logits, Y) {
    const row = Math.min(${rows - 1}, this.thread.x);
    let largest = logits[row][0];
    for (let v = 1; v < ${vocabSize}; v++) largest = Math.max(largest, logits[row][v]);
    let sum = 0;
    for (let v = 0; v < ${vocabSize}; v++) sum += Math.exp(logits[row][v] - largest);
    return Math.log(sum) - (logits[row][Y[0][this.thread.x]] - largest);
  }`;
  return { source, rows: 1, cols: rows, work: 8 * vocabSize };
}

/**
 * (logits [N, V], loss of each row [1, N], Y [1, N]) -> (softmax(logits) - onehot(Y)) / N, [N, V]; softmax from the loss:
 * exp(logits - logits[y] - loss).
 */
export function crossEntropyGradientKernel(rows: number, vocabSize: number): Kernel {
  const source = `function (logits, loss, Y) {
    let target = 0;
    if (Y[0][this.thread.y] === this.thread.x) target = 1;
    const above = logits[this.thread.y][this.thread.x] - logits[this.thread.y][Y[0][this.thread.y]];
    return (Math.exp(above - loss[0][this.thread.y]) - target) * ${1 / rows};
  }`;
  return { source, rows, cols: vocabSize, work: 8 };
}
