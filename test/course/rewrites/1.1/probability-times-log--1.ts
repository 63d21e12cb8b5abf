const entropyTerm = (p: number) => -p * Math.log(p);
export function expectedInitialLoss(vocabSize: number): number {
  return entropyTerm(1 / vocabSize);
}
