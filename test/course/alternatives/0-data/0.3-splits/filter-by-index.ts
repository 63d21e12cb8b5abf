export function splitWords(words: readonly string[]): { train: string[]; dev: string[]; test: string[] } {
  const [first, second] = [0.8, 0.9].map((share) => parseInt(String(share * words.length), 10));
  const train = words.filter((_, i) => i < first!);
  const dev = words.filter((_, i) => i >= first! && i < second!);
  const test = words.filter((_, i) => i >= second!);
  return { test, dev, train };
}
