export function splitWords(words: readonly string[]): { train: string[]; dev: string[]; test: string[] } {
  const copy = [...words];
  const tenth = Math.floor(words.length * 0.1);
  const train = copy.splice(0, Math.floor(words.length * 0.8));
  const dev = copy.splice(0, tenth);
  return { train, dev, test: copy };
}
