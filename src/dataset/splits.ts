/** Words to train on, to tune on and to report on. */
export interface WordSplits {
  readonly train: string[];
  readonly dev: string[];
  readonly test: string[];
}

/**
 * Cuts shuffled words at 80 % and 90 %, both rounded down: train, dev and test. With 10 words or more none of them is empty.
 * @param words in shuffled order; they stay as they are
 */
export function splitWords(words: readonly string[]): WordSplits {
  const n1 = Math.trunc(0.8 * words.length);
  const n2 = Math.trunc(0.9 * words.length);
  return { train: words.slice(0, n1), dev: words.slice(n1, n2), test: words.slice(n2) };
}
