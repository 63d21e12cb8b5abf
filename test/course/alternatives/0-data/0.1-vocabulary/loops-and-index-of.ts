export function buildVocabulary(words: readonly string[]) {
  const letters: string[] = [];
  for (let i = 0; i < words.length; i++) {
    for (const letter of words[i]!) {
      if (letters.indexOf(letter) === -1) letters.push(letter);
    }
  }
  letters.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

  const stoi: Record<string, number> = { '.': 0 };
  const itos: Record<number, string> = { 0: '.' };
  let next = 1;
  for (let i = 0; i < letters.length; i++) {
    stoi[letters[i]!] = next;
    itos[next] = letters[i]!;
    next += 1;
  }
  return { stoi, itos, vocabSize: next };
}
