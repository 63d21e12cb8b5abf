/** The nonlinearities of a hidden layer, each with its derivative. */

/** A nonlinearity by PyTorch's name. */
export type Activation = 'linear' | 'tanh' | 'relu' | 'sigmoid';

interface Rule {
  value(x: number): number;
  /** The derivative at x, where y = value(x) is already known. */
  slope(x: number, y: number): number;
}

/** Value and slope of every activation. */
export const activations: Readonly<Record<Activation, Rule>> = {
  linear: { value: (x) => x, slope: () => 1 },
  tanh: { value: (x) => Math.tanh(x), slope: (_, y) => 1 - y * y },
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) },
  sigmoid: { value: (x) => 1 / (1 + Math.exp(-x)), slope: (_, y) => y * (1 - y) },
};
