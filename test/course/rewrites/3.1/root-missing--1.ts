export function gain(name: 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu', slope = 0.01): number {
  if (name === 'tanh') return 5 / 3;
  if (name === 'relu') return 2 ** 0.5;
  if (name === 'leaky_relu') return (2 / (1 + slope ** 2)) ** 0.5;
  return 1;
}

export const kaimingStd = (fanIn: number, g: number): number => {
  if (fanIn <= 0) throw new RangeError('fanIn must be above 0, but was ' + String(fanIn));
  return g / fanIn;
};
