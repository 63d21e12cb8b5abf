/** How much the weights before each nonlinearity are scaled up, why, and who says so. */
import { gaussianMean } from '../reference/predict/gaussian-mean.js';
import { tensor } from '../torch/creation.js';
import { type ActivationName, activations } from '../training/activations.js';

/** What goes before a nonlinearity. */
export interface GainRule {
  readonly gain: number;
  /** As it stands in a formula: "5/3". */
  readonly text: string;
  /** The name of the initialization with this gain. */
  readonly init: string;
  readonly reason: string;
  readonly source: string;
  /** The name under which `torch.nn.init.calculate_gain` gives this very gain; null where it does not. */
  readonly pytorch: string | null;
}

const HE = 'He et al. (2015), "Delving deep into rectifiers"';
const GLOROT = 'Glorot and Bengio (2010), "Understanding the difficulty of training deep feedforward neural networks"';
const CALCULATE_GAIN = 'torch.nn.init.calculate_gain';

/** The rule for weights before a nonlinearity. */
export function gainBefore(activation: ActivationName): GainRule {
  const kaiming = { init: 'Kaiming normal' };
  switch (activation) {
    case 'tanh':
      return {
        ...kaiming,
        gain: 5 / 3,
        text: '5/3',
        reason:
          'tanh makes a signal smaller, and the gain makes good for it: the activations of deep layers settle instead of fading.',
        source: `${HE}, with the gain of ${CALCULATE_GAIN}`,
        pytorch: 'tanh',
      };
    case 'relu':
      return {
        ...kaiming,
        gain: Math.SQRT2,
        text: '√2',
        reason: 'relu drops half of what comes in, so half of the mean square is left; √2 gives it back.',
        source: HE,
        pytorch: 'relu',
      };
    case 'leakyRelu':
      return {
        ...kaiming,
        gain: activations.leakyRelu.gain,
        text: '√(2 / (1 + 0.01²))',
        reason: 'As before relu, less what the slope of 0.01 below 0 lets through.',
        source: HE,
        pytorch: 'leaky_relu',
      };
    case 'sigmoid':
      return {
        init: 'Xavier normal by fanIn',
        gain: 1,
        text: '1',
        reason:
          'Pre-activations of std 1 stay on the steep part of the sigmoid. Its outputs are around 0.5 and not 0, which no gain mends: in a deep network prefer tanh.',
        source: GLOROT,
        pytorch: 'sigmoid',
      };
    case 'linear':
      return {
        init: 'Xavier normal by fanIn',
        gain: 1,
        text: '1',
        reason: 'Nothing makes the signal smaller: std 1 / √fanIn keeps its variance.',
        source: GLOROT,
        pytorch: 'linear',
      };
    case 'selu':
      return {
        init: 'LeCun normal',
        gain: 1,
        text: '1',
        reason:
          'selu was built to keep mean 0 and variance 1 by itself, with weights of std 1 / √fanIn (not with the 3/4 of calculate_gain).',
        source: 'Klambauer et al. (2017), "Self-normalizing neural networks"',
        pytorch: 'linear',
      };
    case 'gelu':
    case 'elu':
    case 'silu': {
      const gain = keepingGain(activation);
      return {
        ...kaiming,
        gain,
        text: `1 / √E[${activation}²(x)]`,
        reason: `PyTorch has no gain for ${activation}; this one gives back the mean square that it takes from N(0, 1).`,
        source: `${HE}, with E[${activation}²(x)] computed here`,
        pytorch: null,
      };
    }
  }
}

/** The gain that keeps a mean square of 1: 1 / sqrt(E[f(x)^2]) for x ~ N(0, 1). */
export function keepingGain(activation: ActivationName): number {
  const { apply } = activations[activation];
  return 1 / Math.sqrt(gaussianMean((x) => apply(tensor([x])).item() ** 2));
}
