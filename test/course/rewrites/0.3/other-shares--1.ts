export function splitWords(words: readonly string[]) {
  const n = words.length;
  const n1 = Math.floor(n * 0.7);
  const n2 = Math.floor(n * 0.85);
  return { train: words.slice(0, n1), dev: words.slice(n1, n2), test: words.slice(n2, n) };
}
