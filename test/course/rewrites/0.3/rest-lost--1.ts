export function splitWords(words: readonly string[]) {
  const n = words.length;
  const nTrain = Math.floor(n * 0.8);
  const nDev = Math.floor(n * 0.1);
  const nTest = Math.floor(n * 0.1);
  return {
    train: words.slice(0, nTrain),
    dev: words.slice(nTrain, nTrain + nDev),
    test: words.slice(nTrain + nDev, nTrain + nDev + nTest),
  };
}
