export function splitWords(words: string[]) {
  words.sort(() => Math.random() - 0.5);
  const n = words.length;
  return {
    train: words.slice(0, Math.floor(n * 0.8)),
    dev: words.slice(Math.floor(n * 0.8), Math.floor(n * 0.9)),
    test: words.slice(Math.floor(n * 0.9)),
  };
}
