export class FanInError extends Error {}

export function gain(nonlinearity: string, negativeSlope = 0.01): number {
  if (nonlinearity === 'linear' || nonlinearity === 'sigmoid') {
    return 1.0;
  } else if (nonlinearity === 'tanh') {
    return 5.0 / 3;
  }
  // relu is leaky_relu with a slope of 0
  const slope = nonlinearity === 'relu' ? 0 : negativeSlope;
  return Math.pow(2 / (1 + Math.pow(slope, 2)), 0.5);
}

export function kaimingStd(fanIn: number, gain: number): number {
  if (!Number.isFinite(fanIn) || fanIn <= 0) throw new FanInError(`fanIn: expected a number above 0, got ${fanIn}`);
  return gain * Math.sqrt(1 / fanIn);
}
