/** The cross-entropy, in nats, of a network that gives each of `vocabSize` characters the probability 1 / vocabSize. */
export function expectedInitialLoss(vocabSize: number): number {
  // -ln(1 / vocabSize) = ln(vocabSize); Math.log is the natural logarithm.
  return Math.log(vocabSize);
}
