import { type Band, normalBand, quadraticFormBand } from './sampling.js';

/** A loss before its random output layer is drawn: base + a normal term + a remainder that is never negative. */
interface LossParts {
  /** ln(vocabSize) */
  readonly base: number;
  /** The linear term is N(0, linearStd^2). */
  readonly linearStd: number;
  /** The remainder lies between 0 and this sum of squares. */
  readonly remainder: { readonly trace: number; readonly frobenius: number; readonly largest: number };
  /** The middle of it all. */
  readonly expected: number;
}

/**
 * Where the loss of a right initialization lies: the normal term in its two-sided band, the remainder between 0 and the upper
 * end of its form; each with half of the probability. The parts are those of `predictLoss` in reference/predict/loss.ts.
 */
export function lossBand({ base, linearStd, remainder, expected }: LossParts, comparisons = 1): Band {
  const linear = normalBand(0, linearStd, 2 * comparisons);
  const { trace, frobenius, largest } = remainder;
  const above = quadraticFormBand(trace, frobenius, largest, 2 * comparisons).high;
  return { expected, low: base + linear.low, high: base + linear.high + above, standardError: linearStd };
}

/**
 * How far the first loss may be from ln V, given the student's last hidden activations h [N, H]. An output layer no louder
 * than weights of variance 1/H gives logits of variance s^2 = mean |h|^2 / H, and those a mean loss of at most ln V + s^2/2
 * (Jensen: E exp of a normal variable). To first order in the weights the loss then varies with the standard deviation
 * sqrt(sum over classes c of |mean(h) / V - sum of h over the examples of c / N|^2 / H), and is normal. |h| <= 1 makes s^2/2
 * at most 1/2: the threshold of the health table, which is never exceeded. (With very few examples the normal term alone can pass
 * it; the table then refuses a layer of full gain, as it says it does.)
 */
export function outputLossMargin(h: Float32Array, Y: readonly number[], classes: number): number {
  const width = h.length / Y.length;
  const meanSquare = h.reduce((sum, value) => sum + value * value, 0) / h.length;
  const mean = new Float64Array(width);
  const perClass = Array.from({ length: classes }, () => new Float64Array(width));
  for (const [row, y] of Y.entries()) {
    for (let unit = 0; unit < width; unit++) {
      const share = (h[row * width + unit] ?? 0) / Y.length;
      mean[unit] = (mean[unit] ?? 0) + share;
      const target = perClass[y];
      if (target) target[unit] = (target[unit] ?? 0) + share;
    }
  }
  const variance = perClass.reduce(
    (sum, one) => sum + one.reduce((part, value, unit) => part + ((mean[unit] ?? 0) / classes - value) ** 2, 0) / width,
    0,
  );
  const reach = variance > 0 ? normalBand(0, Math.sqrt(variance)).high : 0;
  return Math.min(0.5, meanSquare / 2 + reach);
}
