export function gain(nonlinearity: string, negativeSlope = 0.01): number {
  const withSlope = (a: number) => Math.sqrt(2 / (1 + a * a));
  if (nonlinearity === 'relu') return 5 / 3;
  if (nonlinearity === 'tanh') return withSlope(0);
  return nonlinearity === 'leaky_relu' ? withSlope(negativeSlope) : 1;
}

export function kaimingStd(fanIn: number, gain: number): number {
  if (fanIn <= 0) throw new Error(`kaimingStd: expected fanIn > 0, got ${fanIn}`);
  return gain / fanIn ** 0.5;
}
