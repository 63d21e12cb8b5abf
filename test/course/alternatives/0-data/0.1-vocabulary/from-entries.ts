export const END = '.';

/** As the lecture's Python: two comprehensions over the sorted set. */
export const buildVocabulary = (words: readonly string[]) => {
  const chars = Array.from(new Set(words.flatMap((word) => [...word]))).toSorted();
  const stoi: Record<string, number> = Object.fromEntries(chars.map((s, i) => [s, i + 1]));
  stoi[END] = 0;
  const itos: Record<number, string> = Object.fromEntries(Object.entries(stoi).map(([s, i]) => [i, s]));
  return { itos, stoi, vocabSize: Object.keys(stoi).length };
};
