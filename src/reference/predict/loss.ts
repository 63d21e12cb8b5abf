/** The loss of a network before training, predicted from its hidden activations before the output layer is drawn. */
import { map, type Matrix, zeros } from '../matrix.js';
import { quadraticForm, type QuadraticForm, secondMoments } from './quadratic-form.js';

/** loss = base + linear + remainder; see `predictLoss`. */
export interface LossPrediction {
  /** ln V, the loss of a network that prefers nothing. */
  readonly base: number;
  /** The linear term is exactly N(0, linearStd^2). */
  readonly linearStd: number;
  /** The remainder is at least 0, and at most this form with the probability that belongs to `reach`. */
  readonly remainder: QuadraticForm;
  /** base plus the mean of the remainder to second order. */
  readonly expected: number;
}

/**
 * The mean cross-entropy of logits = h @ W2 against Y, where W2 [H, V] ~ N(0, sigma^2) and b2 = 0, given h.
 *
 * A row's loss is logsumexp(l) - l_y. With m the row's mean logit and d_j = l_j - m, it is
 * ln V + (m - l_y) + ln((1 / V) sum exp(d_j)).
 *
 * Linear: the mean over rows of m - l_y is sum_j w_j . c_j with c_j = (1 / N) sum_i (1 / V - 1[y_i = j]) h_i, so exactly normal
 * with variance sigma^2 sum_j |c_j|^2.
 *
 * Remainder: ln((1 / V) sum exp(d_j)) >= 0 by Jensen, since the d_j sum to 0. Let no d_j of row i exceed b_i. Then
 * exp(d) <= 1 + d + g(b_i) d^2 with g(b) = (exp(b) - 1 - b) / b^2 (it grows with b), and ln(1 + x) <= x give at most
 * g(b_i) (1 / V) sum_j d_j^2. The mean of that over rows is a quadratic form in W2: taking the row mean m out leaves V - 1
 * independent columns, each with the second moments of sqrt(g(b_i)) sigma h_i, over V. Each d_j is
 * N(0, sigma^2 |h_i|^2 (1 - 1 / V)), so b_i = reach * sigma |h_i| sqrt(1 - 1 / V) holds for all N V of them with probability at
 * least 1 - N V P(N(0, 1) > reach).
 *
 * @param h - [N, H]
 * @param Y - N targets
 * @param vocabSize - V
 * @param sigma - of W2
 * @param reach - in standard deviations
 */
export function predictLoss(
  h: Matrix,
  Y: readonly number[],
  vocabSize: number,
  sigma: number,
  reach: number,
): LossPrediction {
  const base = Math.log(vocabSize);
  const spread = sigma * Math.sqrt(1 - 1 / vocabSize);
  const lengths = Array.from({ length: h.rows }, (_, row) => lengthOfRow(h, row));
  const bends = lengths.map((length) => bend(reach * spread * length));
  const weighted = map(h, (value, index) => value * sigma * Math.sqrt(bends[Math.floor(index / h.cols)]!));
  const weights = secondMoments(weighted).map((value) => value / vocabSize);
  const secondOrder = lengths.reduce((sum, length) => sum + (spread * length) ** 2 / 2, 0) / h.rows;
  return {
    base,
    linearStd: sigma * Math.sqrt(linearVariance(h, Y, vocabSize)),
    remainder: quadraticForm({ values: weights, copies: vocabSize - 1 }),
    expected: base + secondOrder,
  };
}

/** g(b) = (exp(b) - 1 - b) / b^2, 1/2 at 0. */
function bend(b: number): number {
  return b < 1e-4 ? 0.5 + b / 6 : (Math.exp(b) - 1 - b) / b ** 2;
}

/** sum_j |c_j|^2 */
function linearVariance(h: Matrix, Y: readonly number[], vocabSize: number): number {
  const c = zeros(vocabSize, h.cols); // (V, H)
  Y.forEach((y, row) => {
    for (let j = 0; j < vocabSize; j++) {
      const share = (1 / vocabSize - (j === y ? 1 : 0)) / h.rows;
      for (let k = 0; k < h.cols; k++) c.data[j * h.cols + k]! += share * h.data[row * h.cols + k]!;
    }
  });
  return c.data.reduce((sum, value) => sum + value * value, 0);
}

function lengthOfRow(h: Matrix, row: number): number {
  return Math.sqrt(h.data.subarray(row * h.cols, (row + 1) * h.cols).reduce((sum, value) => sum + value * value, 0));
}
