export function expectedInitialLoss(vocabSize: number): number {
  return Math.pow(vocabSize, -1);
}
