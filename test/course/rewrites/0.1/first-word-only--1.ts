export function buildVocabulary(words: readonly string[]) {
  const set = new Set<string>();
  for (const w of words) {
    for (const c of w) set.add(c);
    break;
  }
  const table = ['.', ...[...set].sort()];
  const stoi: Record<string, number> = {};
  const itos: Record<number, string> = {};
  table.forEach((c, i) => {
    stoi[c] = i;
    itos[i] = c;
  });
  return { stoi, itos, vocabSize: table.length };
}
