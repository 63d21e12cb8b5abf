/** The network that the exercises initialize: the sizes it is judged at, its parameters by name and shape. */
import type { NetworkConfig } from '../torch/course-types.js';

/** The lecture's sizes. */
export const lectureConfig: NetworkConfig = { vocabSize: 27, blockSize: 3, nEmbd: 10, nHidden: 200 };

/** A second shape, W1 [500, 100]: at one shape alone some wrong formulas lie within the sampling error of the right one. */
export const wideConfig: NetworkConfig = { vocabSize: 40, blockSize: 5, nEmbd: 100, nHidden: 100 };

/** Four sizes that differ from each other and from the lecture's: a 30 or a 200 that is written out does not pass. */
export const otherConfig: NetworkConfig = { vocabSize: 11, blockSize: 2, nEmbd: 3, nHidden: 7 };

/** Names and shapes of the parameters, in the order in which the course's solutions draw them. */
export function parameterShapes({ vocabSize, blockSize, nEmbd, nHidden }: NetworkConfig): {
  readonly C: readonly number[];
  readonly W1: readonly number[];
  readonly b1: readonly number[];
  readonly W2: readonly number[];
  readonly b2: readonly number[];
} {
  return {
    C: [vocabSize, nEmbd],
    W1: [blockSize * nEmbd, nHidden],
    b1: [nHidden],
    W2: [nHidden, vocabSize],
    b2: [vocabSize],
  };
}

/** The same with the gain and the bias of batch normalization. */
export function batchNormShapes(config: NetworkConfig) {
  return { ...parameterShapes(config), bnGain: [1, config.nHidden], bnBias: [1, config.nHidden] } as const;
}
