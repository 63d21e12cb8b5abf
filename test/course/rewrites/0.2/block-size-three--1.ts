export function buildDataset(words: readonly string[], stoi: Record<string, number>, _blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const w of words) {
    let a = 0;
    let b = 0;
    let c = 0;
    for (const ch of w + '.') {
      const n = stoi[ch] ?? 0;
      X.push([a, b, c]);
      Y.push(n);
      a = b;
      b = c;
      c = n;
    }
  }
  return { X, Y };
}
