/** Position `at` of a word that is taken to be '.' everywhere outside of its letters. */
const letterAt = (letters: readonly string[], at: number) => letters[at] ?? '.';

export function buildDataset(words: readonly string[], stoi: Record<string, number>, blockSize = 3) {
  const examples = words.flatMap((word) => {
    const letters = Array.from(word);
    return Array.from({ length: letters.length + 1 }, (_, at) => ({
      x: Array.from({ length: blockSize }, (_, k) => stoi[letterAt(letters, at - blockSize + k)] ?? 0),
      y: stoi[letterAt(letters, at)] ?? 0,
    }));
  });
  return { X: examples.map(({ x }) => x), Y: examples.map(({ y }) => y) };
}
