export function splitWords(words: string[]) {
  const stack = words.reverse();
  const n = stack.length;
  const parts: { train: string[]; dev: string[]; test: string[] } = { train: [], dev: [], test: [] };
  for (let i = 0; i < n; i++) {
    const word = stack[n - 1 - i] ?? '';
    if (i < Math.floor(0.8 * n)) parts.train.push(word);
    else if (i < Math.floor(0.9 * n)) parts.dev.push(word);
    else parts.test.push(word);
  }
  return parts;
}
