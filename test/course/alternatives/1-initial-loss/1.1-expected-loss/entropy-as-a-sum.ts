/** The entropy of the uniform distribution, in bits and then in nats. */
export function expectedInitialLoss(vocabSize: number): number {
  const shares = new Array<number>(vocabSize).fill(1 / vocabSize);
  const bits = shares.reduce((sum, share) => sum + share * Math.log2(1 / share), 0);
  return bits * Math.LN2;
}
