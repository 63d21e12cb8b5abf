export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const xs: number[][] = [];
  const ys: number[] = [];
  let ctx = new Array<number>(blockSize).fill(0);
  for (let w = 0; w < words.length; w++) {
    const chars = Array.from(words[w] ?? '');
    chars.push('.');
    while (chars.length > 0) {
      const next = stoi[chars.shift() ?? '.'] ?? 0;
      xs.push([...ctx]);
      ys.push(next);
      ctx = [...ctx.slice(1), next];
    }
  }
  return { X: xs, Y: ys };
}
