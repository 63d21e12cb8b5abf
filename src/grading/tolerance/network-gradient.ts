import { gamma, type Matrix, matmulBound, tanhBound, UNIT_ROUNDOFF } from './rounding.js';

/** Exact values of the two-layer network (embedding, linear, tanh, linear, cross-entropy) and of two gradients in it. */
export interface NetworkValues {
  /** N contexts of indices. */
  readonly X: readonly (readonly number[])[];
  /** N targets. */
  readonly Y: readonly number[];
  /** [V, E] */
  readonly C: Matrix;
  /** Embeddings of the contexts side by side, [N, B * E]. */
  readonly embedded: Matrix;
  /** [B * E, H] */
  readonly W1: Matrix;
  /** [1, H] */
  readonly b1: Matrix;
  /** [N, H] */
  readonly h: Matrix;
  /** [H, V] */
  readonly W2: Matrix;
  /** [1, V] */
  readonly b2: Matrix;
  /** [N, V] */
  readonly logits: Matrix;
  /** Gradient of the loss with respect to the logits, [N, V]. */
  readonly logitsGradient: Matrix;
  /** Gradient of the loss with respect to h, [N, H]. */
  readonly hGradient: Matrix;
}

/** Bounds of the forward pass, element by element. */
export interface ForwardBounds {
  readonly hPreact: Float64Array;
  readonly h: Float64Array;
  readonly logits: Float64Array;
}

/** The error of each stage of the forward pass in float32: two matrix products and a tanh. */
export function forwardBounds(
  values: Pick<NetworkValues, 'embedded' | 'W1' | 'b1' | 'h' | 'W2' | 'b2'>,
): ForwardBounds {
  const hPreact = matmulBound(values.embedded, values.W1, { bias: values.b1.data });
  const h = tanhBound(hPreact);
  const logits = matmulBound(values.h, values.W2, { bias: values.b2.data, xBound: h });
  return { hPreact, h, logits };
}

/**
 * The error of every parameter's gradient in float32, through the chain rule:
 *
 * logits: (p - onehot) / N. An error b in the logits of a row moves log p by at most 2 b; the shift by the row's maximum rounds by
 *   6 u max|l|, exp, sum and log by gamma(V + 8). So p errs by the relative error r = exp(that) - 1, the whole by
 *   (p r + 3 u |p - onehot|) / N.
 * W2 = h' g and h = g W2': matrix products of inexact factors. b2: a sum of N.
 * hPreact: g (1 - h^2), where an error b in h moves the slope by 2 |h| b + b^2 + 3 u.
 * W1, b1 and the embeddings: as W2, b2 and h. C: each row a sum over its uses, at most N B of them.
 *
 * @returns bounds by parameter, each of the parameter's size
 */
export function gradientBounds(values: NetworkValues): Readonly<Record<'C' | 'W1' | 'b1' | 'W2' | 'b2', Float64Array>> {
  const forward = forwardBounds(values);
  const { embedded, W1, h, W2, hGradient, logitsGradient } = values;
  const ofLogits = softmaxBound(values, forward.logits);
  const ofH = matmulBound(logitsGradient, turned(W2), { xBound: ofLogits });

  const throughTanh = hGradient.data.map((gradient, index) => gradient * (1 - (h.data[index] ?? 0) ** 2));
  const ofPreact = hGradient.data.map((gradient, index) => {
    const value = Math.abs(h.data[index] ?? 0);
    const inherited = forward.h[index] ?? 0;
    const slopeBound = 2 * value * inherited + inherited ** 2 + 3 * UNIT_ROUNDOFF;
    const slope = 1 - value ** 2;
    return (
      (Math.abs(gradient) + (ofH[index] ?? 0)) * slopeBound +
      (ofH[index] ?? 0) * slope +
      Math.abs(gradient) * slope * UNIT_ROUNDOFF
    );
  });
  const preactGradient = { ...hGradient, data: throughTanh };
  const ofEmbedded = matmulBound(preactGradient, turned(W1), { xBound: ofPreact });
  return {
    W2: matmulBound(turned(h), logitsGradient, { xBound: turned({ ...h, data: forward.h }).data, wBound: ofLogits }),
    b2: columnSumBound(logitsGradient, ofLogits),
    W1: matmulBound(turned(embedded), preactGradient, { wBound: ofPreact }),
    b1: columnSumBound(preactGradient, ofPreact),
    C: scatterBound(values, product(preactGradient, turned(W1)), ofEmbedded),
  };
}

/** Error of (softmax(logits) - onehot(Y)) / N, given that of the logits: the first rule of `gradientBounds`, [N, V]. */
export function softmaxBound(
  { logits, logitsGradient, Y }: Pick<NetworkValues, 'logits' | 'logitsGradient' | 'Y'>,
  logitsBound: ArrayLike<number>,
): Float64Array {
  const { rows, cols } = logits;
  const bound = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    const at = (data: ArrayLike<number>, col: number) => Math.abs(data[row * cols + col] ?? 0);
    let largest = 0;
    let inherited = 0;
    for (let col = 0; col < cols; col++) {
      largest = Math.max(largest, at(logits.data, col));
      inherited = Math.max(inherited, at(logitsBound, col));
    }
    const relative = Math.expm1(2 * inherited + 6 * UNIT_ROUNDOFF * largest + gamma(cols + 8));
    for (let col = 0; col < cols; col++) {
      const gradient = at(logitsGradient.data, col);
      const probability = Y[row] === col ? 1 - gradient * rows : gradient * rows;
      bound[row * cols + col] = (probability * relative) / rows + 3 * UNIT_ROUNDOFF * gradient;
    }
  }
  return bound;
}

/** Error of a sum over rows: gamma(N) sum |g| + the errors that came in, column by column. */
export function columnSumBound(values: Matrix, bounds: ArrayLike<number>): Float64Array {
  const total = new Float64Array(values.cols);
  for (let index = 0; index < values.data.length; index++) {
    const col = index % values.cols;
    total[col] = (total[col] ?? 0) + gamma(values.rows) * Math.abs(values.data[index] ?? 0) + (bounds[index] ?? 0);
  }
  return total;
}

/** Error of C's gradient, each row a sum over its uses: gamma(N B) sum |g| + the errors that came in, [V, E]. */
export function scatterBound(
  { X, C }: Pick<NetworkValues, 'X' | 'C'>,
  gradient: Matrix,
  bounds: ArrayLike<number>,
): Float64Array {
  const total = new Float64Array(C.data.length);
  const rounding = gamma(X.length * (X[0]?.length ?? 0));
  X.forEach((context, row) => {
    context.forEach((index, place) => {
      for (let e = 0; e < C.cols; e++) {
        const from = row * gradient.cols + place * C.cols + e;
        const to = index * C.cols + e;
        total[to] = (total[to] ?? 0) + rounding * Math.abs(gradient.data[from] ?? 0) + (bounds[from] ?? 0);
      }
    });
  });
  return total;
}

/** The transpose. */
export function turned({ rows, cols, data }: Matrix): Matrix {
  const result = new Float64Array(data.length);
  data.forEach((value, index) => {
    result[(index % cols) * rows + Math.floor(index / cols)] = value;
  });
  return { rows: cols, cols: rows, data: result };
}

function product(a: Matrix, b: Matrix): Matrix {
  const data = new Float64Array(a.rows * b.cols);
  for (let row = 0; row < a.rows; row++) {
    for (let col = 0; col < b.cols; col++) {
      let sum = 0;
      for (let k = 0; k < a.cols; k++) sum += (a.data[row * a.cols + k] ?? 0) * (b.data[k * b.cols + col] ?? 0);
      data[row * b.cols + col] = sum;
    }
  }
  return { rows: a.rows, cols: b.cols, data };
}
