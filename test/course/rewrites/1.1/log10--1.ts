export const expectedInitialLoss = (vocabSize: number): number => -Math.log10(1 / vocabSize);
