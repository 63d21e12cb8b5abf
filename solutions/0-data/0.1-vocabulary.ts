/** The characters of `words` as numbers: '.' (start and end of a name) is 0, the letters follow in sorted order from 1. */
export function buildVocabulary(words: readonly string[]): {
  stoi: Record<string, number>;
  itos: Record<number, string>;
  vocabSize: number;
} {
  const letters = [...new Set(words.join(''))].sort();
  const characters = ['.', ...letters]; // '.' first, so that it is 0 whatever the alphabet
  const stoi: Record<string, number> = {};
  const itos: Record<number, string> = {};
  characters.forEach((character, index) => {
    stoi[character] = index;
    itos[index] = character;
  });
  return { stoi, itos, vocabSize: characters.length };
}
