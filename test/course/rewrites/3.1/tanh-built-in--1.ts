const g = (name: string, a: number): number => {
  if (name === 'tanh') return 5 / 3;
  if (name === 'relu') return Math.sqrt(2);
  if (name === 'leaky_relu') return Math.sqrt(2 / (1 + a ** 2));
  return 1;
};
export function gain(
  nonlinearity: 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu',
  negativeSlope: number = 0.01,
): number {
  return g(nonlinearity, negativeSlope);
}
export function kaimingStd(fanIn: number, _gain: number): number {
  if (fanIn <= 0) throw new RangeError(`fanIn: ${fanIn} must be above zero`);
  return g('tanh', 0) / Math.sqrt(fanIn);
}
