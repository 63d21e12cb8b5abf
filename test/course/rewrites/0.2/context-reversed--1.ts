export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const w of words) {
    const full = w + '.';
    for (let t = 0; t < full.length; t++) {
      const row: number[] = [];
      for (let back = 1; back <= blockSize; back++) {
        row.push(t - back < 0 ? 0 : (stoi[full.charAt(t - back)] ?? 0));
      }
      X.push(row);
      Y.push(stoi[full.charAt(t)] ?? 0);
    }
  }
  return { X, Y };
}
