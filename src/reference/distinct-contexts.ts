/** A whole data set as its distinct contexts: equal contexts give equal rows in every layer, so each is computed once and counted. */
import type { Contexts } from './embedding.js';

/** What follows each of D contexts. */
export interface Followers {
  /** `counts`: how often v follows context d, at [v * D + d]. `next`: every context stands for one example; what follows it, [D]. */
  readonly kind: 'counts' | 'next';
  readonly data: Float64Array;
}

/** D contexts, how many examples each stands for, and what follows it. */
export interface WeightedExamples {
  readonly contexts: Contexts;
  /** [D]; they add up to `total`. */
  readonly counts: Float64Array;
  readonly followers: Followers;
  readonly vocabSize: number;
  readonly total: number;
}

/** The distinct contexts of N examples, in order of their first occurrence. The lecture's 182,625 training examples have 5,438. */
export function distinctContexts(X: Contexts, Y: readonly number[], vocabSize: number): WeightedExamples {
  const known = new Map<string, number>();
  const contexts: (readonly number[])[] = [];
  const which = X.map((context) => {
    const key = context.join();
    const seen = known.get(key) ?? contexts.push(context) - 1;
    known.set(key, seen);
    return seen;
  });
  const counts = new Float64Array(contexts.length);
  const data = new Float64Array(vocabSize * contexts.length);
  which.forEach((context, row) => {
    counts[context]! += 1;
    data[Y[row]! * contexts.length + context]! += 1;
  });
  return { contexts, counts, followers: { kind: 'counts', data }, vocabSize, total: Y.length };
}

/** Every example as a context of its own, for comparison: the same figures with all the work. */
export function eachContext(X: Contexts, Y: readonly number[], vocabSize: number): WeightedExamples {
  return {
    contexts: X,
    counts: new Float64Array(X.length).fill(1),
    followers: { kind: 'next', data: Float64Array.from(Y) },
    vocabSize,
    total: Y.length,
  };
}

/** How many of the examples that context d stands for are followed by character v. */
export function timesFollowed({ contexts, followers }: WeightedExamples, d: number, v: number): number {
  const { kind, data } = followers;
  if (kind === 'counts') return data[v * contexts.length + d]!;
  return data[d] === v ? 1 : 0;
}
