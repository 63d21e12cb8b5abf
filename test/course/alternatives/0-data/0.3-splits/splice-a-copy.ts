export function splitWords(words: readonly string[]) {
  const rest = [...words];
  const n1 = Math.trunc((words.length * 8) / 10);
  const n2 = Math.trunc((words.length * 9) / 10);
  const train = rest.splice(0, n1);
  const dev = rest.splice(0, n2 - n1);
  return { train, dev, test: rest };
}
