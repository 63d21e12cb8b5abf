export function buildVocabulary(words: readonly string[]) {
  const chars = ['.'].concat([...new Set(words.flatMap((w) => [...w]))].sort());
  return {
    stoi: Object.fromEntries(chars.map((c, i) => [c, i])),
    itos: Object.fromEntries(chars.map((c, i) => [i, c])),
    vocabSize: 27,
  };
}
