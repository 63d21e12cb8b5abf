export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const word of words) {
    const window: number[] = [];
    for (let i = 0; i < blockSize; i++) window.push(0);
    for (const c of word.concat('.')) {
      const ix = stoi[c] ?? 0;
      X.push(window);
      Y.push(ix);
      window.shift();
      window.push(ix);
    }
  }
  return { X, Y };
}
