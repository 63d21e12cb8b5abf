export function splitWords(words: readonly string[]) {
  const splits = { train: new Array<string>(), dev: new Array<string>(), test: new Array<string>() };
  const n = words.length;
  for (let i = 0; i < n; ++i) {
    const target = i < Math.floor(n * 0.8) ? splits.train : i < Math.floor(n * 0.9) ? splits.dev : splits.test;
    target.push(words[i]!);
  }
  return splits;
}
