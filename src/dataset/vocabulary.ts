/** The characters of a list of words, as numbers. */
export interface Vocabulary {
  /** Character to index. */
  readonly stoi: Readonly<Record<string, number>>;
  /** Index to character. */
  readonly itos: Readonly<Record<number, string>>;
  /** How many characters there are, '.' included: 27 for the letters a to z. */
  readonly vocabSize: number;
}

/**
 * Numbers the characters of words: '.' (where a word begins and ends) is 0, the others follow from 1 in the order of their
 * code points, as Python sorts them.
 * @param words in any alphabet; none contains a '.'
 */
export function buildVocabulary(words: readonly string[]): Vocabulary {
  const letters = [...new Set(words.join(''))].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
  const characters = ['.', ...letters];
  return {
    stoi: Object.fromEntries(characters.map((character, index) => [character, index])),
    itos: Object.fromEntries(characters.entries()),
    vocabSize: characters.length,
  };
}
