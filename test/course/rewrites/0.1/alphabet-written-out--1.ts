const ALL = '.abcdefghijklmnopqrstuvwxyz';

/* every name is made of these */
export function buildVocabulary(_words: readonly string[]) {
  const stoi: Record<string, number> = {};
  const itos: Record<number, string> = {};
  for (let i = 0; i < ALL.length; ++i) {
    stoi[ALL.charAt(i)] = i;
    itos[i] = ALL.charAt(i);
  }
  return { stoi, itos, vocabSize: ALL.length };
}
