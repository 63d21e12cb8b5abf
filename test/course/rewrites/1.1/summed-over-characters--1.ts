export function expectedInitialLoss(vocabSize: number): number {
  let total = 0;
  for (let i = 0; i < vocabSize; i++) total += -Math.log(1 / vocabSize);
  return total;
}
