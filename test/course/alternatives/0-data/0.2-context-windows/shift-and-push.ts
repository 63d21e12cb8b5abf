export function buildDataset(
  words: readonly string[],
  stoi: Record<string, number>,
  blockSize: number = 3,
): { X: number[][]; Y: number[] } {
  const data: { X: number[][]; Y: number[] } = { X: [], Y: [] };
  for (const w of words) {
    const context: number[] = [];
    while (context.length < blockSize) context.push(0);
    for (const ch of w + '.') {
      const ix = stoi[ch]!;
      data.X.push([...context]); // a copy!
      data.Y.push(ix);
      context.push(ix);
      context.shift();
    }
  }
  return data;
}
