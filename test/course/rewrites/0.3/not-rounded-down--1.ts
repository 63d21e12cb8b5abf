export function splitWords(words: readonly string[]) {
  const [a, b] = [Math.round(words.length * 0.8), Math.round(words.length * 0.9)];
  return { train: words.slice(0, a), dev: words.slice(a, b), test: words.slice(b) };
}
