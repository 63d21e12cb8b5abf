export function splitWords(words: readonly string[]) {
  const n = words.length;
  const train = words.slice(0, Math.floor(0.8 * n));
  const rest = words.filter((w) => !train.includes(w));
  const dev = rest.slice(0, Math.floor(0.9 * n) - train.length);
  const test = rest.slice(dev.length);
  return { train, dev, test };
}
