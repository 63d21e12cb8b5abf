export function buildVocabulary(words: readonly string[]) {
  const letters: string[] = [];
  for (const w of words) for (const c of w) if (!letters.includes(c)) letters.push(c);
  letters.sort((a, b) => (a < b ? -1 : 1));
  const itos: Record<number, string> = { ...['.', ...letters] };
  const stoi: Record<string, number> = {};
  Object.entries(itos).forEach(([i, c]) => (stoi[c] = Number(i)));
  return { stoi, itos, vocabSize: letters.length };
}
