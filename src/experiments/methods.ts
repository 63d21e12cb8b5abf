/** Ways to start a network, for a comparison: each as settings of a training run. */
import type { Settings } from '../training/config.js';

/** A way to initialize. */
export interface Method {
  readonly name: string;
  /** The weights of a hidden layer, as a formula. */
  readonly formula: string;
  readonly settings: Settings;
}

/** Every method but the first has this output layer, so that what differs is the hidden layers. */
const quiet = { outputInit: 'linear', outputGain: 0.1, outputBias: true } as const satisfies Settings;

/** From the tutorial's first network to its last. */
export const methods: readonly Method[] = [
  {
    name: 'naive',
    formula: 'randn, biases and output layer too',
    settings: { init: 'randn', gain: 1, biasInit: 1, outputInit: 'randn', outputGain: 1, outputBiasInit: 1 },
  },
  { name: 'quiet output', formula: 'randn', settings: { init: 'randn', gain: 1, biasInit: 1, ...quiet } },
  { name: 'zeros', formula: '0', settings: { init: 'zeros', ...quiet } },
  { name: 'small', formula: 'randn * 0.01', settings: { init: 'randn', gain: 0.01, ...quiet } },
  { name: 'ad hoc', formula: 'randn * 0.2', settings: { init: 'randn', gain: 0.2, ...quiet } },
  { name: 'uniform', formula: 'U(-1, 1) / sqrt(fanIn)', settings: { init: 'uniform', gain: 1, ...quiet } },
  { name: 'linear', formula: 'randn / sqrt(fanIn)', settings: { init: 'linear', gain: 1, ...quiet } },
  { name: 'xavier', formula: 'randn * sqrt(2 / (fanIn + fanOut))', settings: { init: 'xavier', gain: 1, ...quiet } },
  { name: 'kaiming', formula: 'randn * 5/3 / sqrt(fanIn)', settings: { init: 'kaiming', ...quiet } },
  { name: 'orthogonal', formula: 'orthonormal * 5/3', settings: { init: 'orthogonal', ...quiet } },
  {
    name: 'naive + batch norm',
    formula: 'randn, then a batch norm',
    settings: { init: 'randn', gain: 1, bias: false, batchNorm: true, ...quiet },
  },
  {
    name: 'kaiming + batch norm',
    formula: 'randn * 5/3 / sqrt(fanIn), then a batch norm',
    settings: { init: 'kaiming', bias: false, batchNorm: true, ...quiet },
  },
];
