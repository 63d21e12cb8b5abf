export function gain(nonlinearity: string, negativeSlope = 0.01): number {
  const variance = (() => {
    switch (nonlinearity) {
      case 'relu':
        return 2;
      case 'leaky_relu':
        return 2 / (1 + negativeSlope ** 2);
      case 'tanh':
        return 25 / 9;
      default:
        return 1;
    }
  })();
  return Math.sqrt(variance);
}

export function kaimingStd(fanIn: number, gain: number): number {
  return gain / Math.sqrt(fanIn);
}
