/** The nonlinearities of a hidden layer, each with its derivative. */
import { normalDensity, normalProbability } from './predict/normal.js';

/** A nonlinearity by PyTorch's name. */
export type Activation = 'linear' | 'tanh' | 'relu' | 'leakyRelu' | 'sigmoid' | 'gelu';

interface Rule {
  value(x: number): number;
  /** The derivative at x, where y = value(x) is already known. */
  slope(x: number, y: number): number;
}

/** What leaky ReLU lets through below 0: PyTorch's default. */
export const NEGATIVE_SLOPE = 0.01;

/** Value and slope of every activation; gelu is the exact one, x P(N(0, 1) < x), not its tanh approximation. */
export const activations: Readonly<Record<Activation, Rule>> = {
  linear: { value: (x) => x, slope: () => 1 },
  tanh: { value: (x) => Math.tanh(x), slope: (_, y) => 1 - y * y },
  relu: { value: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0) },
  leakyRelu: { value: (x) => (x > 0 ? x : NEGATIVE_SLOPE * x), slope: (x) => (x > 0 ? 1 : NEGATIVE_SLOPE) },
  sigmoid: { value: (x) => 1 / (1 + Math.exp(-x)), slope: (_, y) => y * (1 - y) },
  gelu: { value: (x) => x * normalProbability(x), slope: (x) => normalProbability(x) + x * normalDensity(x) },
};
