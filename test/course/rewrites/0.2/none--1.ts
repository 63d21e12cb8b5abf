// The last word is forgotten.
export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const X: number[][] = [];
  const Y: number[] = [];
  for (let k = 0; k < words.length - 1; k++) {
    let ctx = Array.from({ length: blockSize }, () => 0);
    for (const ch of [...(words[k] ?? ''), '.']) {
      const ix = stoi[ch] ?? 0;
      X.push(ctx);
      Y.push(ix);
      ctx = ctx.slice(1).concat(ix);
    }
  }
  return { X, Y };
}
