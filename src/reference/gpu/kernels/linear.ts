/** x @ weight + bias and its gradients, as kernels. */
import type { Kernel } from '../engine.js';

/** (x [N, K], weight [K, M], bias [1, M]) -> [N, M]. */
export function linearKernel(rows: number, inner: number, cols: number): Kernel {
  const source = `function (x, weight, bias) {
    let sum = bias[0][this.thread.x];
    for (let k = 0; k < ${inner}; k++) sum += x[this.thread.y][k] * weight[k][this.thread.x];
    return sum;
  }`;
  return { source, rows, cols, work: inner };
}

/** (a [N, K], b [K, M]) -> [N, M]. */
export function matmulKernel(rows: number, inner: number, cols: number): Kernel {
  const source = `function (a, b) {
    let sum = 0;
    for (let k = 0; k < ${inner}; k++) sum += a[this.thread.y][k] * b[k][this.thread.x];
    return sum;
  }`;
  return { source, rows, cols, work: inner };
}

/**
 * The weight's gradient, transpose(x) @ gradient, in parts of `chunk` rows so that no sum in float32 is long:
 * (x [N, K], gradient [N, M]) -> [parts * K, M], row part * K + k.
 */
export function weightGradientKernel(rows: number, inner: number, cols: number, chunk: number): Kernel {
  const parts = Math.ceil(rows / chunk);
  const source = `function (x, gradient) {
    const part = Math.floor(this.thread.y / ${inner});
    const k = this.thread.y - part * ${inner};
    let sum = 0;
    for (let i = 0; i < ${chunk}; i++) {
      const row = part * ${chunk} + i;
      if (row < ${rows}) sum += x[row][k] * gradient[row][this.thread.x];
    }
    return sum;
  }`;
  return { source, rows: parts * inner, cols, work: chunk };
}
