export function expectedInitialLoss(vocabSize: number): number {
  const letters = vocabSize - 1; // without the dot
  return 0 - Math.log(1 / letters);
}
