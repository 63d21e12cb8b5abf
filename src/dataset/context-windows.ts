/** Contexts and what follows them, as indices of a vocabulary. */
export interface Windows {
  /** N rows of `blockSize` indices. */
  readonly X: number[][];
  /** N indices: the character that follows each context. */
  readonly Y: number[];
}

/**
 * Every position of every word, its end included, as an example: the `blockSize` characters before it and the character
 * there. Before the first character there is only '.' (0). 'emma' with blockSize 3: ... e, ..e m, .em m, emm a, mma '.'.
 * @param stoi character to index, '.' being 0
 * @throws RangeError when a word has a character that `stoi` does not know
 */
export function buildDataset(words: readonly string[], stoi: Readonly<Record<string, number>>, blockSize = 3): Windows {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const word of words) {
    let context = new Array<number>(blockSize).fill(0);
    for (const character of `${word}.`) {
      const index = stoi[character];
      if (index === undefined) {
        throw new RangeError(
          `buildDataset: expected characters of the vocabulary, got '${character}' in '${word}'; build the vocabulary from these words`,
        );
      }
      X.push(context);
      Y.push(index);
      context = [...context, index].slice(1); // a row of its own; slicing last keeps a context of length 0 empty
    }
  }
  return { X, Y };
}
