/**
 * How far a correct float32 computation may land from the exact result.
 *
 * Model (Higham, Accuracy and Stability of Numerical Algorithms, chapters 2 to 4): every operation is exact up to a
 * relative error of at most u = 2^-24, and n of them accumulate to gamma(n) = n u / (1 - n u), in any order of
 * summation. A bound is propagated through the computation step by step: the error that came in, times how much the step
 * can stretch it, plus what the step itself rounds. Every function returns absolute bounds, element by element.
 *
 * A bound is never the last word alone: `closeEnough` in compare.ts never asks for more than PyTorch's assert_close does.
 */

/** A matrix in float64, row-major: what the reference computes with. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** Unit roundoff of float32: half the distance from 1 to the next number, 2^-24. */
export const UNIT_ROUNDOFF = 2 ** -24;

/** gamma(n) = n u / (1 - n u): the relative error that n float32 operations can accumulate. */
export function gamma(operations: number): number {
  const product = operations * UNIT_ROUNDOFF;
  return product / (1 - product);
}

/** Error of a sum of n products, in any order: gamma(n) * sum |x_i| |w_i|. */
export function dotBound(length: number, sumOfAbsoluteProducts: number): number {
  return gamma(length) * sumOfAbsoluteProducts;
}

/**
 * Error of `x @ w` (+ a bias): gamma(inner + 1) (|x| |w| + |bias|) + xBound |w| + |x| wBound.
 *
 * @param x - [N, inner]
 * @param w - [inner, M]
 * @param options - `bias` [M]; `xBound` [N, inner] and `wBound` [inner, M], the errors that came in (0 by default)
 * @returns bounds [N, M]
 */
export function matmulBound(
  x: Matrix,
  w: Matrix,
  options: {
    readonly bias?: ArrayLike<number>;
    readonly xBound?: ArrayLike<number>;
    readonly wBound?: ArrayLike<number>;
  } = {},
): Float64Array {
  const rounding = gamma(x.cols + 1);
  const bound = new Float64Array(x.rows * w.cols);
  for (let row = 0; row < x.rows; row++) {
    for (let col = 0; col < w.cols; col++) {
      let magnitude = Math.abs(options.bias?.[col] ?? 0);
      let inherited = 0;
      for (let k = 0; k < x.cols; k++) {
        const absX = Math.abs(x.data[row * x.cols + k] ?? 0);
        const absW = Math.abs(w.data[k * w.cols + col] ?? 0);
        magnitude += absX * absW;
        inherited +=
          (options.xBound?.[row * x.cols + k] ?? 0) * absW + (options.wBound?.[k * w.cols + col] ?? 0) * absX;
      }
      bound[row * w.cols + col] = rounding * magnitude + inherited;
    }
  }
  return bound;
}

/**
 * Error of tanh: it never stretches an error (its slope is at most 1), and its own result, at most 1 in size, is good to a
 * few units in the last place (4 allowed; the usual math libraries state 1 to 2).
 */
export function tanhBound(inputBound: ArrayLike<number>): Float64Array {
  return Float64Array.from(inputBound, (bound) => bound + 4 * UNIT_ROUNDOFF);
}

/** Error of a mean of n values: gamma(n) * mean |x| + the largest error that came in. */
export function meanRounding(length: number, meanOfAbsolutes: number, inputBound = 0): number {
  return gamma(length) * meanOfAbsolutes + inputBound;
}

/**
 * Error of a standard deviation of n values with sample std s and mean m. The deviations inherit the error of the mean,
 * b = gamma(n) mean|x| + u max|x| + the input's; the sum of squares then errs by at most 2 s b + b^2 + gamma(n + 2) s^2,
 * and the root halves the relative error; where s is so small that this is no help, the root of the bound itself holds.
 */
export function stdRounding(length: number, std: number, largestAbsolute: number, inputBound = 0): number {
  const shift = gamma(length + 1) * largestAbsolute + inputBound;
  const varianceBound = 2 * std * shift + shift * shift + gamma(length + 2) * std * std;
  const throughRoot = std > 0 ? varianceBound / std : Infinity;
  return Math.min(throughRoot, Math.sqrt(varianceBound)) + UNIT_ROUNDOFF * std;
}

/**
 * Error of batch normalization over the rows of x: gamma (x - mean) / sqrt(var + eps) + beta, biased variance.
 *
 * Per feature, with N rows: mean errs by bm = gamma(N) mean|x| + bx; a deviation d by bd = bx + bm + u|d|; the variance by
 * bv = mean(2 |d| bd + bd^2) + gamma(N + 2) var; the scale 1/s by the relative error bv / (2 (var + eps)) + 3 u, doubled
 * once more for the second-order term while bv <= (var + eps) / 2.
 *
 * @param x - [N, F]
 * @param scale - gamma [F]
 * @param options - eps as passed to the student; `shift` beta [F]; `xBound` [N, F]; `correction` 0 for the biased variance
 * @returns bounds [N, F]; Infinity where the variance is lost in rounding (choose other inputs: constant columns exact in binary)
 */
export function batchNormBound(
  x: Matrix,
  scale: ArrayLike<number>,
  options: {
    readonly eps: number;
    readonly shift?: ArrayLike<number>;
    readonly xBound?: ArrayLike<number>;
    readonly correction?: 0 | 1;
  },
): Float64Array {
  const { rows, cols } = x;
  const bound = new Float64Array(rows * cols);
  const at = (row: number, col: number) => x.data[row * cols + col] ?? 0;
  for (let col = 0; col < cols; col++) {
    let mean = 0;
    let meanOfAbsolutes = 0;
    let inherited = 0;
    for (let row = 0; row < rows; row++) {
      mean += at(row, col) / rows;
      meanOfAbsolutes += Math.abs(at(row, col)) / rows;
      inherited = Math.max(inherited, options.xBound?.[row * cols + col] ?? 0);
    }
    let isConstant = true;
    for (let row = 1; row < rows; row++) isConstant &&= at(row, col) === at(0, col);
    const meanBound = isConstant && inherited === 0 ? 0 : meanRounding(rows, meanOfAbsolutes, inherited);
    const divisor = rows - (options.correction ?? 0);
    let variance = 0;
    let varianceBound = 0;
    for (let row = 0; row < rows; row++) {
      const deviation = Math.abs(at(row, col) - mean);
      const deviationBound = inherited + meanBound + UNIT_ROUNDOFF * deviation;
      variance += deviation ** 2 / divisor;
      varianceBound += (2 * deviation * deviationBound + deviationBound ** 2) / divisor;
    }
    varianceBound += gamma(rows + 2) * variance;
    const denominator = variance + options.eps;
    const relative = varianceBound <= denominator / 2 ? varianceBound / denominator + 3 * UNIT_ROUNDOFF : Infinity;
    for (let row = 0; row < rows; row++) {
      const deviation = Math.abs(at(row, col) - mean);
      const normalized = deviation / Math.sqrt(denominator);
      const deviationBound = inherited + meanBound + UNIT_ROUNDOFF * deviation;
      const absScale = Math.abs(scale[col] ?? 1);
      const size = absScale * normalized + Math.abs(options.shift?.[col] ?? 0);
      bound[row * cols + col] =
        absScale * ((2 * deviationBound) / Math.sqrt(denominator) + (normalized === 0 ? 0 : normalized * relative)) +
        3 * UNIT_ROUNDOFF * size;
    }
  }
  return bound;
}

/**
 * Error of the mean cross-entropy of N rows of V logits. A row is logsumexp(l) - l_y: an error b in every logit moves it
 * by at most 2 b; computing it stably (subtract the maximum m) rounds each shifted logit by u (|l| + |m|), and the V
 * exponentials, their sum and the logarithm add gamma(V + 8).
 */
export function crossEntropyBound(logits: Matrix, logitsBound?: ArrayLike<number>): number {
  let total = 0;
  let magnitude = 0;
  for (let row = 0; row < logits.rows; row++) {
    let largest = 0;
    let inherited = 0;
    for (let col = 0; col < logits.cols; col++) {
      largest = Math.max(largest, Math.abs(logits.data[row * logits.cols + col] ?? 0));
      inherited = Math.max(inherited, logitsBound?.[row * logits.cols + col] ?? 0);
    }
    total += 2 * inherited + 6 * UNIT_ROUNDOFF * largest + gamma(logits.cols + 8);
    magnitude += 2 * largest + Math.log(logits.cols);
  }
  return (total + gamma(logits.rows) * magnitude) / logits.rows;
}
