/** Looking up a context's characters, as kernels. */
import type { Kernel } from '../engine.js';

/** (C [V, E], X [N, B]) -> [N, B * E]: row n is C[X[n][0]], C[X[n][1]], ... side by side. */
export function embedKernel(rows: number, blockSize: number, nEmbd: number): Kernel {
  const source = `function (C, X) {
    const place = Math.min(${blockSize - 1}, Math.floor(this.thread.x / ${nEmbd}));
    const e = Math.min(${nEmbd - 1}, this.thread.x - place * ${nEmbd});
    return C[X[this.thread.y][place]][e];
  }`;
  return { source, rows, cols: blockSize * nEmbd, work: 2 };
}

/**
 * The embedding and the first linear layer in one. Every character at every place contributes one row of C @ W1's part for
 * that place, so these rows are tables: (tables [B * V, H], X [N, B], bias [1, H]) -> [N, H].
 */
export function tableKernel(rows: number, blockSize: number, vocabSize: number, cols: number): Kernel {
  const terms = Array.from(
    { length: blockSize },
    (_, place) => `tables[${place * vocabSize} + X[this.thread.y][${place}]][this.thread.x]`,
  );
  const source = `function (tables, X, bias) {
    return bias[0][this.thread.x] + ${terms.join(' + ')};
  }`;
  return { source, rows, cols, work: 2 * blockSize };
}
