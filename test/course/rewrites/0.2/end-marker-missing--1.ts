export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  words.forEach((word) => {
    const padded = '.'.repeat(blockSize) + word;
    for (let i = blockSize; i < padded.length; i++) {
      X.push([...padded.slice(i - blockSize, i)].map((c) => stoi[c] ?? 0));
      Y.push(stoi[padded.charAt(i)] ?? 0);
    }
  });
  return { X, Y };
}
