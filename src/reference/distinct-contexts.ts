/** A whole data set as its distinct contexts: equal contexts give equal rows in every layer, so each is computed once and counted. */
import type { Contexts } from './embedding.js';

/** D distinct contexts, how often each occurs, and what follows it. */
export interface WeightedExamples {
  readonly contexts: Contexts;
  /** [D]; they add up to `total`. */
  readonly counts: Float64Array;
  /** How often v follows context d, at [v * D + d]. */
  readonly targets: Float64Array;
  readonly vocabSize: number;
  readonly total: number;
}

/** The distinct contexts of N examples, in order of their first occurrence. The lecture's 182,625 examples have about 9,000. */
export function distinctContexts(X: Contexts, Y: readonly number[], vocabSize: number): WeightedExamples {
  const known = new Map<number, number>();
  const contexts: (readonly number[])[] = [];
  const which = X.map((context) => {
    // Their digits in base vocabSize: exact as long as vocabSize ** blockSize < 2 ** 53.
    const key = context.reduce((digits, index) => digits * vocabSize + index, 0);
    const seen = known.get(key) ?? contexts.push(context) - 1;
    known.set(key, seen);
    return seen;
  });
  return weigh(contexts, which, Y, vocabSize);
}

/** Every example as a context of its own, for comparison: the same figures with all the work. */
export function eachContext(X: Contexts, Y: readonly number[], vocabSize: number): WeightedExamples {
  return weigh(
    X,
    X.map((_, row) => row),
    Y,
    vocabSize,
  );
}

function weigh(
  contexts: Contexts,
  which: readonly number[],
  Y: readonly number[],
  vocabSize: number,
): WeightedExamples {
  const counts = new Float64Array(contexts.length);
  const targets = new Float64Array(vocabSize * contexts.length);
  which.forEach((context, row) => {
    counts[context]! += 1;
    targets[Y[row]! * contexts.length + context]! += 1;
  });
  return { contexts, counts, targets, vocabSize, total: Y.length };
}
