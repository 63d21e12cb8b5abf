/** The examples of one split: N rows of `blockSize` indices, and the index of the character that follows each. */
export interface Split {
  readonly words: readonly string[];
  readonly X: readonly (readonly number[])[];
  readonly Y: readonly number[];
}

/** Names turned into training data, as the lecture does: vocabulary, seeded shuffle, 80/10/10 by words, context windows. */
export interface Examples {
  /** Which data this is, for every figure that depends on it: "names.txt (32,033 names, sha256 0a30b555)". */
  readonly label: string;
  /** SHA-256 of the names, in hex. */
  readonly digest: string;
  readonly stoi: Readonly<Record<string, number>>;
  readonly itos: Readonly<Record<number, string>>;
  readonly vocabSize: number;
  readonly blockSize: number;
  readonly train: Split;
  readonly dev: Split;
  readonly test: Split;
}
