/** How far correct float32 gradients of batch normalization may land from the exact ones. Model and u as in rounding.ts. */
import { gamma, type Matrix, meanRounding, UNIT_ROUNDOFF } from './rounding.js';

/** Absolute error bounds of the three gradients: x [N, F], gamma [F], beta [F]. */
export interface BatchNormGradientBounds {
  readonly x: Float64Array;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}

/**
 * Errors of dbeta = sum u, dgamma = sum u z and dx = gamma / s (u - mean(u) - z mean(u z)), where z = d / s, d = x - mean,
 * s = sqrt(var + eps), computed in any order (autograd goes through mean, variance and root step by step).
 *
 * Per feature, with N rows: d errs by bd = gamma(N) mean|x| + u|d|; 1/s by the relative error r = bv / (var + eps) + 3 u, where
 * bv is the variance's error, so z errs by bz = bd / s + |z| r. Then dbeta rounds by gamma(N) sum|u|; dgamma by
 * gamma(N + 2) sum|u z| and inherits sum |u| bz. dx is a sum of terms of the sizes |u|, mean|u|, |z| mean|u z| and, because
 * autograd subtracts the mean of what flows through d, mean|z| mean|u z|: they round by gamma(2 N + 20) together, inherit 3 r
 * (s enters at most three times) and the error of each d.
 *
 * Errors that came in: bx adds to each bd and its mean to that of the mean; bu adds to dbeta, adds sum bu (|z| + bz) to dgamma, and to
 * dx its own, its mean, and that of mean(u z) times |z| + mean|z|. With correction 1 the sums of squares and of u z are over N - 1.
 *
 * @param x - [N, F]
 * @param scale - gamma, [F]
 * @param upstream - the gradient of the output, [N, F]
 * @param options - `xBound` and `upstreamBound` [N, F], the errors that came in (0 by default); `correction` 0 for the biased variance
 * @returns bounds; Infinity where the variance is lost in what came in
 */
export function batchNormGradientBound(
  x: Matrix,
  scale: ArrayLike<number>,
  upstream: ArrayLike<number>,
  eps: number,
  options: {
    readonly xBound?: ArrayLike<number>;
    readonly upstreamBound?: ArrayLike<number>;
    readonly correction?: 0 | 1;
  } = {},
): BatchNormGradientBounds {
  const { rows, cols } = x;
  const besselFactor = rows / (rows - (options.correction ?? 0));
  const bounds = { x: new Float64Array(rows * cols), gamma: new Float64Array(cols), beta: new Float64Array(cols) };
  for (let col = 0; col < cols; col++) {
    const at = (row: number) => x.data[row * cols + col] ?? 0;
    const u = (row: number) => Math.abs(upstream[row * cols + col] ?? 0);
    const bx = (row: number) => options.xBound?.[row * cols + col] ?? 0;
    const bu = (row: number) => options.upstreamBound?.[row * cols + col] ?? 0;
    const mean = (of: (row: number) => number) => {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += of(row);
      return sum / rows;
    };

    const center = mean(at);
    const centerBound = meanRounding(
      rows,
      mean((row) => Math.abs(at(row))),
      mean(bx),
    );
    const d = (row: number) => Math.abs(at(row) - center);
    const dBound = (row: number) => bx(row) + centerBound + UNIT_ROUNDOFF * d(row);
    const variance = besselFactor * mean((row) => d(row) ** 2);
    const varianceBound =
      besselFactor * mean((row) => 2 * d(row) * dBound(row) + dBound(row) ** 2) + gamma(rows + 2) * variance;
    const s = Math.sqrt(variance + eps);
    const r = varianceBound / (variance + eps) + 3 * UNIT_ROUNDOFF;

    const uMean = mean(u);
    const zMean = mean((row) => d(row) / s);
    const uzMean = besselFactor * mean((row) => (u(row) * d(row)) / s);
    const dBoundMean = mean((row) => dBound(row) / s);
    const ofUpstream = mean((row) => bu(row) * ((d(row) / s) * (1 + r) + dBound(row) / s));
    const uBoundMean = besselFactor * (mean((row) => (u(row) * dBound(row)) / s) + ofUpstream);
    bounds.beta[col] = rows * (gamma(rows) * uMean + mean(bu));
    bounds.gamma[col] = rows * (gamma(rows + 2) * uzMean + uBoundMean + uzMean * r);
    const isLost = varianceBound > (variance + eps) / 2;
    if (isLost) bounds.gamma[col] = Infinity;
    for (let row = 0; row < rows; row++) {
      const z = d(row) / s;
      const size = u(row) + uMean + (z + zMean) * uzMean;
      const inherited = (dBound(row) / s + dBoundMean) * uzMean + (z + zMean) * uBoundMean + bu(row) + mean(bu);
      bounds.x[row * cols + col] = isLost
        ? Infinity
        : (Math.abs(scale[col] ?? 1) / s) * (size * (gamma(2 * rows + 20) + 3 * r) + inherited);
    }
  }
  return bounds;
}
