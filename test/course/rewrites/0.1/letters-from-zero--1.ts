export const buildVocabulary = (words: readonly string[]) => {
  const letters = Array.from(new Set(words.join(''))).sort();
  const map = new Map<string, number>(letters.map((c, i) => [c, i]));
  map.set('.', 0);
  const itos: Record<number, string> = {};
  map.forEach((i, c) => {
    itos[i] = c;
  });
  return { stoi: Object.fromEntries(map), itos, vocabSize: map.size };
};
