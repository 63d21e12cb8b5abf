export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const w of words) {
    const ids = [...new Array<number>(blockSize).fill(0), ...[...w, '.'].map((c) => stoi[c]!)];
    for (let i = blockSize; i < ids.length; i++) {
      X.push(ids.slice(i - blockSize, i));
      Y.push(ids[i - 1]!);
    }
  }
  return { X, Y };
}
