export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const w of words) {
    const ids = [...w, '.'].map((c) => stoi[c]!);
    ids.forEach((y, i) => {
      const row = ids.slice(Math.max(0, i - blockSize), i);
      while (row.length < blockSize) row.push(0);
      X.push(row);
      Y.push(y);
    });
  }
  return { X, Y };
}
