export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const w of words) {
    const ids = [...w].map((c) => stoi[c]!);
    const padded = [...Array<number>(blockSize).fill(0), ...ids];
    for (let i = 0; i < ids.length; i++) {
      X.push(padded.slice(i, i + blockSize));
      Y.push(ids[i + 1] ?? 0);
    }
  }
  return { X, Y };
}
