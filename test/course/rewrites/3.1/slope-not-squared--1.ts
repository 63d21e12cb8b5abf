const root = Math.sqrt;
export const gain = (f: 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu', negativeSlope: number = 0.01): number =>
  f === 'leaky_relu' ? root(2 / (1 + negativeSlope)) : f === 'relu' ? root(2) : f === 'tanh' ? 5 / 3 : 1;

export const kaimingStd = (fanIn: number, gain: number): number => {
  if (fanIn > 0) return gain * fanIn ** -0.5;
  throw new Error(`kaimingStd: fanIn is ${fanIn}, it must be > 0`);
};
