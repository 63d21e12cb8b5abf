import type { Finding } from '../torch/course-types.js';
import type { MeasureName } from './measures.js';

/** One line of the troubleshooting chart: when it applies, why that happens, what to do, and how to see that it helped. */
export interface Rule {
  readonly finding: Finding;
  /**
   * 'initialization': holds before the first step, for the loss and the hidden layers. 'training': only for hidden weights
   * of two dimensions; biases before a batch norm, embeddings and the small output layer break these in healthy networks.
   */
  readonly phase: 'initialization' | 'training';
  readonly measure: MeasureName;
  /** The rule applies where any value of the measure is beyond the threshold, strictly; or, with 'not-finite', is NaN or infinite. */
  readonly direction: 'above' | 'below' | 'not-finite';
  /** In the unit of the measure; absent with 'not-finite'. */
  readonly threshold?: number;
  readonly cause: string;
  readonly remedy: string;
  /** How to see that the remedy helped. */
  readonly verify: string;
}

/** The table of health thresholds: the tutorial's chart, and the only place in the project where these numbers stand. */
export const rules = [
  {
    finding: 'loss-not-finite',
    phase: 'initialization',
    measure: 'loss',
    direction: 'not-finite',
    cause:
      'Somewhere a number left the range of float32: exp of a large logit, a logarithm of 0, or a division by a std of 0.',
    remedy: 'Subtract the largest logit before exp (F.crossEntropy does), and add eps inside the root of a batch norm.',
    verify: 'Print the loss and the largest |logit| before the first step: both are finite numbers.',
  },
  {
    finding: 'loss-too-high',
    phase: 'initialization',
    measure: 'excessLoss',
    direction: 'above',
    threshold: 0.5,
    cause:
      'The logits are far apart before anything was learned: the network is sure of answers that it does not know.',
    remedy: 'Make the output layer small: multiply its weights by 0.01 and set its bias to 0.',
    verify: 'The first loss is close to ln(classes), and the std of the logits well below 1.',
  },
  {
    finding: 'loss-too-low',
    phase: 'initialization',
    measure: 'excessLoss',
    direction: 'below',
    threshold: -0.5,
    cause:
      'Before training nothing can do better than equal probabilities: the answer reaches the input, or the loss is not a mean in nats.',
    remedy: 'Look for the target among the inputs, for a log of another base, and for a sum divided by too much.',
    verify: 'With shuffled targets, the first loss is close to ln(classes) as well.',
  },
  {
    finding: 'shifted-mean',
    phase: 'initialization',
    measure: 'preactivationMean',
    direction: 'above',
    threshold: 0.2,
    cause: 'A bias that is not 0, or inputs that are all on one side, push every neuron of the layer the same way.',
    remedy: 'Set biases to 0, center the inputs, or put a batch norm before the nonlinearity.',
    verify: 'The mean of every pre-activation over a batch is within 0.2 of 0.',
  },
  {
    finding: 'vanishing-signal',
    phase: 'initialization',
    measure: 'preactivationStd',
    direction: 'below',
    threshold: 0.5,
    cause: 'The weights are too small for the number of inputs, so each layer passes on less than it was given.',
    remedy: 'Draw weights with std gain / sqrt(fanIn), gain 5/3 before tanh, or normalize with a batch norm.',
    verify: 'The std of the pre-activations stays between 0.5 and 2 from the first layer to the last.',
  },
  {
    finding: 'exploding-signal',
    phase: 'initialization',
    measure: 'preactivationStd',
    direction: 'above',
    threshold: 2,
    cause: 'The weights are too large for the number of inputs, so each layer passes on more than it was given.',
    remedy: 'Draw weights with std gain / sqrt(fanIn), gain 5/3 before tanh, or normalize with a batch norm.',
    verify: 'The std of the pre-activations stays between 0.5 and 2 from the first layer to the last.',
  },
  {
    finding: 'saturated',
    phase: 'initialization',
    measure: 'saturated',
    direction: 'above',
    threshold: 0.1,
    cause: 'Pre-activations land on the flat ends of tanh, where 1 - tanh^2 lets hardly any gradient through.',
    remedy: 'Shrink what goes into the tanh: smaller weights, a bias of 0, or a batch norm before it.',
    verify: 'At most 10 % of the activations of each layer are beyond 0.97 in size.',
  },
  {
    finding: 'vanishing-gradient',
    phase: 'training',
    measure: 'gradientStd',
    direction: 'below',
    threshold: 1e-6,
    cause:
      'On its way back the gradient was multiplied by small weights or by the flat ends of a nonlinearity, layer after layer.',
    remedy:
      'Look for saturation and for a vanishing signal first; then draw weights with std gain / sqrt(fanIn) or add batch norms.',
    verify: 'The std of the gradients is of the same size in the first and in the last hidden layer.',
  },
  {
    finding: 'exploding-gradient',
    phase: 'training',
    measure: 'gradientStd',
    direction: 'above',
    threshold: 1,
    cause:
      'On its way back the gradient was multiplied by weights that are too large, layer after layer, or the loss is a sum.',
    remedy:
      'Take the mean of the loss over the batch, and draw weights with std gain / sqrt(fanIn) or add batch norms.',
    verify: 'The std of the gradients is of the same size in the first and in the last hidden layer, and below 1.',
  },
  {
    finding: 'updates-too-large',
    phase: 'training',
    measure: 'updateRatio',
    direction: 'above',
    threshold: 0.01,
    cause: 'One step changes the weights by more than a hundredth of their size: what was learned is overwritten.',
    remedy: 'Lower the learning rate by the factor that the ratio is above 0.001.',
    verify: 'The update ratios of the hidden weights settle near 0.001, and the loss falls without jumps.',
  },
  {
    finding: 'updates-too-small',
    phase: 'training',
    measure: 'updateRatio',
    direction: 'below',
    threshold: 1e-4,
    cause: 'One step changes the weights by less than a ten-thousandth of their size: training hardly moves.',
    remedy:
      'Raise the learning rate by the factor that the ratio is below 0.001; if gradients vanish, mend that first.',
    verify: 'The update ratios of the hidden weights settle near 0.001, and the loss falls within a few hundred steps.',
  },
] as const satisfies readonly Rule[];
