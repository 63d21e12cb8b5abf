/** Pads the word with as many '.' as the window is wide; then every window is a slice of it. */
export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  words.forEach((word) => {
    const indices = ['.'.repeat(blockSize), word, '.'].flatMap((part) => [...part].map((c) => stoi[c]!));
    for (let end = blockSize; end < indices.length; end++) {
      X.push(indices.slice(end - blockSize, end));
      Y.push(indices[end]!);
    }
  });
  return { X, Y };
}
