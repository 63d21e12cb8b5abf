export function splitWords(words: readonly string[]) {
  const n1 = Math.floor(words.length * 0.8);
  const n2 = Math.floor(words.length * 0.9);
  // from, to: both belong to the piece
  const piece = (from: number, to: number) => words.filter((_, i) => from <= i && i <= to);
  return { train: piece(0, n1), dev: piece(n1, n2), test: piece(n2, words.length) };
}
