/** Every position of every word as an example: the `blockSize` indices before it (row of `X`) and its own index (`Y`). */
export function buildDataset(
  words: readonly string[],
  stoi: Record<string, number>,
  blockSize = 3,
): { X: number[][]; Y: number[] } {
  const X: number[][] = [];
  const Y: number[] = [];
  for (const word of words) {
    let context = new Array<number>(blockSize).fill(0); // before the first letter there is only '.'
    for (const character of `${word}.`) {
      const index = stoi[character];
      if (index === undefined) {
        throw new RangeError(`buildDataset: expected characters of the vocabulary, got '${character}' in '${word}'`);
      }
      X.push(context);
      Y.push(index);
      context = [...context.slice(1), index]; // a new array: the row that was pushed must not move along
    }
  }
  return { X, Y };
}
