export function gain(nonlinearity: string, negativeSlope = 0.01): number {
  const gains: Record<string, number> = {
    linear: 1,
    sigmoid: 1,
    tanh: 5 / 3,
    relu: 2,
    leaky_relu: 2 / (1 + negativeSlope * negativeSlope),
  };
  return gains[nonlinearity] ?? 1;
}

export function kaimingStd(fanIn: number, gain: number): number {
  if (fanIn <= 0) throw new Error(`fanIn must be positive: ${fanIn}`);
  return Math.sqrt((gain * gain) / fanIn);
}
