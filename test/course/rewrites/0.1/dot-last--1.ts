export function buildVocabulary(words: readonly string[]): {
  stoi: Record<string, number>;
  itos: Record<number, string>;
  vocabSize: number;
} {
  const seen = new Set<string>();
  words.forEach((w) => w.split('').forEach((c) => seen.add(c)));
  const table = [...seen].sort();
  table.push('.');
  const stoi: Record<string, number> = {};
  const itos: Record<number, string> = {};
  for (let i = 0; i < table.length; i++) {
    const c = table[i] ?? '';
    stoi[c] = i;
    itos[i] = c;
  }
  return { stoi, itos, vocabSize: table.length };
}
