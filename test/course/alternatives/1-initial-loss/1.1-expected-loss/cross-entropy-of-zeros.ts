import { F, zeros } from '#torch';

/** Logits that are all alike, asked of the loss itself. */
export const expectedInitialLoss = (vocabSize: number) => F.crossEntropy(zeros([1, vocabSize]), [0]).item();
