/** The cross-entropy, in nats, of a network that gives each of `vocabSize` characters the probability 1 / vocabSize. */
export function expectedInitialLoss(vocabSize: number): number {
  const probability = 1 / vocabSize;
  return -Math.log(probability); // Math.log is the natural logarithm
}
