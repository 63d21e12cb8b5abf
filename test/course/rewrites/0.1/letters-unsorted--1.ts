// One pass: whoever comes first gets the next number.
export function buildVocabulary(words: readonly string[]) {
  const stoi: Record<string, number> = { '.': 0 };
  const itos: Record<number, string> = { 0: '.' };
  let next = 1;
  for (const word of words) {
    for (const ch of word) {
      if (stoi[ch] !== undefined) continue;
      stoi[ch] = next;
      itos[next] = ch;
      next += 1;
    }
  }
  return { stoi, itos, vocabSize: next };
}
