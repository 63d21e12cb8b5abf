export function gain(nonlinearity: string, negativeSlope = 0.01): number {
  if (nonlinearity === 'tanh') return 5 / 3;
  if (nonlinearity === 'relu') return Math.sqrt(2);
  return nonlinearity === 'leaky_relu' ? Math.sqrt(2 / (1 + negativeSlope ** 2)) : 1;
}

export function kaimingStd(fanIn: number, gain: number): number {
  if (fanIn <= 0) throw new Error(`kaimingStd: expected fanIn > 0, got ${fanIn}`);
  return gain / Math.cbrt(fanIn);
}
