export function buildVocabulary(words: readonly string[]) {
  const letters = [...new Set(words.join(''))].sort((a, b) => (a < b ? 1 : -1));
  const symbols = ['.', ...letters];
  return {
    stoi: Object.fromEntries(symbols.map((c, i) => [c, i] as const)),
    itos: Object.fromEntries(symbols.map((c, i) => [i, c] as const)),
    vocabSize: symbols.length,
  };
}
