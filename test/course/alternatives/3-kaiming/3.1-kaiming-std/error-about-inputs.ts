/** The error speaks of inputs, which is what fanIn counts. */
export function gain(nonlinearity: string, negativeSlope = 0.01): number {
  if (nonlinearity === 'tanh') return 5 / 3;
  if (nonlinearity === 'relu') return Math.sqrt(2);
  if (nonlinearity === 'leaky_relu') return Math.sqrt(2 / (1 + negativeSlope ** 2));
  return 1;
}
export function kaimingStd(fanIn: number, gain: number): number {
  if (fanIn <= 0) throw new TypeError('kaimingStd needs at least one input, not ' + fanIn);
  return Math.exp(Math.log(gain) - 0.5 * Math.log(fanIn));
}
