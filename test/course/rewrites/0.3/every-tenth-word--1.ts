export function splitWords(words: readonly string[]) {
  const train: string[] = [];
  const dev: string[] = [];
  const test: string[] = [];
  words.forEach((w, i) => (i % 10 === 8 ? dev : i % 10 === 9 ? test : train).push(w));
  return { train, dev, test };
}
