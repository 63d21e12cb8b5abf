/** The nonlinearities that a hidden layer may have: PyTorch's module of each, its gain, and when it is saturated. */
import { flatPartsOf } from '../diagnostics/nonlinearity.js';
import { calculateGain } from '../torch/init/gain.js';
import type { Tensor } from '../torch/tensor.js';

interface Activation {
  /** The name of PyTorch's module. */
  readonly module: string;
  /** What weights are scaled up by to make good for it: PyTorch's `calculate_gain`, where that has it. */
  readonly gain: number;
  readonly apply: (x: Tensor) => Tensor;
  /** Whether an output lies on a flat end, where hardly any gradient passes; null for an activation without flat ends on both sides. */
  readonly isSaturated: ((output: number) => boolean) | null;
}

/** The names, in the order of the help text. */
export const activationNames = [
  'tanh',
  'relu',
  'leakyRelu',
  'sigmoid',
  'gelu',
  'elu',
  'selu',
  'silu',
  'linear',
] as const;

/** A nonlinearity by its name in `F`. */
export type ActivationName = (typeof activationNames)[number];

/** Each activation. gelu, elu and silu have no gain in PyTorch: being nearly relu, they get relu's. */
export const activations: Readonly<Record<ActivationName, Activation>> = {
  tanh: {
    module: 'Tanh',
    gain: calculateGain('tanh'),
    apply: (x) => x.tanh(),
    isSaturated: flatPartsOf('tanh').isSaturated,
  },
  relu: { module: 'ReLU', gain: calculateGain('relu'), apply: (x) => x.relu(), isSaturated: null },
  leakyRelu: {
    module: 'LeakyReLU',
    gain: calculateGain('leaky_relu'),
    apply: (x) => x.leakyRelu(),
    isSaturated: null,
  },
  sigmoid: {
    module: 'Sigmoid',
    gain: calculateGain('sigmoid'),
    apply: (x) => x.sigmoid(),
    isSaturated: flatPartsOf('sigmoid').isSaturated,
  },
  gelu: { module: 'GELU', gain: calculateGain('relu'), apply: (x) => x.gelu(), isSaturated: null },
  elu: { module: 'ELU', gain: calculateGain('relu'), apply: (x) => x.elu(), isSaturated: null },
  selu: { module: 'SELU', gain: calculateGain('selu'), apply: (x) => x.selu(), isSaturated: null },
  silu: { module: 'SiLU', gain: calculateGain('relu'), apply: (x) => x.silu(), isSaturated: null },
  linear: { module: 'Identity', gain: calculateGain('linear'), apply: (x) => x, isSaturated: null },
};
