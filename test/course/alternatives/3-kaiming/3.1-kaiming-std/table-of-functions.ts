type Nonlinearity = 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leaky_relu';

const GAINS: Record<Nonlinearity, (slope: number) => number> = {
  linear: () => 1,
  sigmoid: () => 1,
  tanh: () => 5 / 3,
  relu: () => Math.SQRT2,
  leaky_relu: (slope) => Math.SQRT2 / Math.hypot(1, slope),
};

export const gain = (nonlinearity: Nonlinearity, negativeSlope = 0.01): number => GAINS[nonlinearity](negativeSlope);

export const kaimingStd = (fanIn: number, gain: number): number => {
  if (fanIn <= 0) {
    throw new Error(`fanIn must be positive, but it is ${fanIn}`);
  }
  return gain * fanIn ** -0.5;
};
