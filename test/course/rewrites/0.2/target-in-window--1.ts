export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const pairs = words.flatMap((w) => {
    const ids = [...Array<number>(blockSize).fill(0), ...[...(w + '.')].map((c) => stoi[c] ?? 0)];
    // the window that ends at i, and i itself
    return ids.slice(blockSize).map((y, k) => ({ x: ids.slice(k + 1, k + 1 + blockSize), y }));
  });
  return { X: pairs.map((p) => p.x), Y: pairs.map((p) => p.y) };
}
