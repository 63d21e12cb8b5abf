const table = new Map([
  ['linear', 1],
  ['sigmoid', 1],
  ['tanh', 5 / 3],
  ['relu', Math.SQRT2],
]);

export function gain(nonlinearity: string, negativeSlope = 0.01): number {
  return table.get(nonlinearity) ?? Math.sqrt(2 / (1 + negativeSlope * negativeSlope));
}

export function kaimingStd(fanIn: number, gain: number): number {
  if (!(fanIn > 0)) throw new Error(`kaimingStd: fanIn has to be positive, got ${fanIn}`);
  return (gain * gain) / Math.sqrt(fanIn);
}
