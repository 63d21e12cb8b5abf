/** The first 80 % of the words to train on, the next 10 % to tune on (dev), the last 10 % to report on (test). */
export function splitWords(words: readonly string[]): { train: string[]; dev: string[]; test: string[] } {
  const n1 = Math.floor(0.8 * words.length);
  const n2 = Math.floor(0.9 * words.length);
  return { train: words.slice(0, n1), dev: words.slice(n1, n2), test: words.slice(n2) };
}
