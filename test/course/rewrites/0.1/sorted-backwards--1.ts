// z first
export function buildVocabulary(words: readonly string[]) {
  const chars = ['.', ...[...new Set(words.join(''))].sort().reverse()];
  const stoi: Record<string, number> = {};
  const itos: Record<number, string> = {};
  chars.forEach((c, i) => {
    stoi[c] = i;
    itos[i] = c;
  });
  return { stoi, itos, vocabSize: chars.length };
}
