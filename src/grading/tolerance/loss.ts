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
