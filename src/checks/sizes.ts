/** The sizes at which networks are asked for, and the shapes that follow from them. */
import type { Examples } from '../dataset/examples.js';
import type { NetworkConfig } from '../torch/course-types.js';

/** The lecture's network: 27 characters, 3 of context, embeddings of 10, 200 hidden units; W1 is 30x200. */
export const lecture: NetworkConfig = { vocabSize: 27, blockSize: 3, nEmbd: 10, nHidden: 200 };

/**
 * A second shape, W1 500x100. At 30x200 alone some rules cannot be told apart: a W1 with the variance 5/3 / sqrt(30) in place of
 * that std and Xavier's without a gain are 0.8 standard errors from each other.
 */
export const wide: NetworkConfig = { vocabSize: 27, blockSize: 5, nEmbd: 100, nHidden: 100 };

/** Four different sizes, so that no two can be swapped unnoticed. */
export const small: NetworkConfig = { vocabSize: 11, blockSize: 2, nEmbd: 3, nHidden: 7 };

/** The lecture's network for the data in use. */
export function sizesFor({ vocabSize, blockSize }: Examples): NetworkConfig {
  return { ...lecture, vocabSize, blockSize };
}

/** The parameters of the course's networks, in the order in which the lecture draws them. */
export type ParameterName = 'C' | 'W1' | 'b1' | 'W2' | 'b2' | 'bnGain' | 'bnBias';

/** Shape of every parameter: C [V, E], W1 [B E, H], b1 [H], W2 [H, V], b2 [V], bnGain and bnBias [1, H]. */
export function shapeOf(name: ParameterName, config: NetworkConfig): readonly number[] {
  const { vocabSize, blockSize, nEmbd, nHidden } = config;
  switch (name) {
    case 'C':
      return [vocabSize, nEmbd];
    case 'W1':
      return [blockSize * nEmbd, nHidden];
    case 'b1':
      return [nHidden];
    case 'W2':
      return [nHidden, vocabSize];
    case 'b2':
      return [vocabSize];
    case 'bnGain':
    case 'bnBias':
      return [1, nHidden];
  }
}

/** How many numbers that is. */
export function sizeOf(name: ParameterName, config: NetworkConfig): number {
  return shapeOf(name, config).reduce((product, size) => product * size, 1);
}

/** Names the sizes for a message: "nEmbd 10, blockSize 3, nHidden 200". */
export function describeSizes({ vocabSize, blockSize, nEmbd, nHidden }: NetworkConfig): string {
  return `vocabSize ${vocabSize}, blockSize ${blockSize}, nEmbd ${nEmbd}, nHidden ${nHidden}`;
}
