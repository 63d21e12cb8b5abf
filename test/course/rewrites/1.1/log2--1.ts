/** bits */
export function expectedInitialLoss(vocabSize: number): number {
  const p = 1 / vocabSize;
  return -Math.log(p) / Math.LN2;
}
