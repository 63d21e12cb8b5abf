export function splitWords(words: readonly string[]) {
  const n1 = Math.trunc(0.8 * words.length);
  const n2 = Math.trunc(0.9 * words.length);
  const train: string[] = [];
  const dev: string[] = [];
  const test: string[] = [];
  words.forEach((w, i) => (i < n1 ? train : i < n2 ? test : dev).push(w));
  return { train, dev, test };
}
