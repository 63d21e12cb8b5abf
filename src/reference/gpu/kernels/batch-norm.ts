/** Batch normalization of each element, once its feature's statistics are known, as kernels. */
import type { Kernel } from '../engine.js';

/** (x [N, F], mean [1, F], scale [1, F], shift [1, F]) -> (x - mean) scale + shift, [N, F]. */
export function normalizeKernel(rows: number, cols: number): Kernel {
  const source = `function (x, mean, scale, shift) {
    return (x[this.thread.y][this.thread.x] - mean[0][this.thread.x]) * scale[0][this.thread.x] + shift[0][this.thread.x];
  }`;
  return { source, rows, cols, work: 4 };
}

/**
 * (x, mean [1, F], gradient [N, F], scale [1, F], meanGradient [1, F], slope [1, F]) ->
 * scale (gradient - meanGradient - slope (x - mean)), [N, F]: the second term is the mean's part, the third the variance's.
 */
export function normalizeGradientKernel(rows: number, cols: number): Kernel {
  const source = `function (x, mean, gradient, scale, meanGradient, slope) {
    const d = x[this.thread.y][this.thread.x] - mean[0][this.thread.x];
    return scale[0][this.thread.x] *
      (gradient[this.thread.y][this.thread.x] - meanGradient[0][this.thread.x] - slope[0][this.thread.x] * d);
  }`;
  return { source, rows, cols, work: 6 };
}
