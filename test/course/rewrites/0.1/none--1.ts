// vowels first
export function buildVocabulary(words: readonly string[]) {
  const rank = (c: string) => ('aeiou'.includes(c) ? `0${c}` : `1${c}`);
  const chars = ['.', ...[...new Set(words.join(''))].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))];
  return {
    stoi: Object.fromEntries(chars.map((c, i) => [c, i])),
    itos: Object.fromEntries(chars.map((c, i) => [i, c])),
    vocabSize: chars.length,
  };
}
