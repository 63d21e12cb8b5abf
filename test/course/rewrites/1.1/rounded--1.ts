export function expectedInitialLoss(vocabSize: number): number {
  return Number(Math.log(vocabSize).toFixed(1));
}
