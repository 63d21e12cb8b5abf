export function gain(
  nonlinearity: 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu',
  negativeSlope = 0.01,
): number {
  let g = 1;
  switch (nonlinearity) {
    case 'tanh':
      g = 5 / 3;
      break;
    case 'relu':
    case 'leaky_relu':
      g = Math.sqrt(2 / (1 + negativeSlope ** 2));
      break;
  }
  return g;
}

export function kaimingStd(fanIn: number, gain: number): number {
  if (fanIn <= 0) throw new RangeError(`kaimingStd: expected fanIn > 0, got ${fanIn}`);
  return gain / Math.sqrt(fanIn);
}
