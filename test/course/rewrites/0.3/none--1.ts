export function splitWords(words: readonly string[]) {
  const at = (share: number) => Math.floor(words.length * share);
  const train = words.slice(0, at(0.8)).reverse();
  return { train, dev: words.slice(at(0.8), at(0.9)), test: words.slice(at(0.9)) };
}
