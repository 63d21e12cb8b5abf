export function expectedInitialLoss(vocabSize: number): number {
  return Math.sqrt(Math.log(vocabSize));
}
