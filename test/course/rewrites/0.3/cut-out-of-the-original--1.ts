export function splitWords(words: readonly string[]): { train: string[]; dev: string[]; test: string[] } {
  const n = words.length;
  const cut = (count: number): string[] => Array.prototype.splice.call(words, 0, count);
  const n1 = Math.floor(0.8 * n);
  const n2 = Math.floor(0.9 * n);
  return { train: cut(n1), dev: cut(n2 - n1), test: cut(n - n2) };
}
