/** What goes wrong in 4.3 beside the two modes and their buffers: the formula, the fields, and what a new layer starts with. */
import type { Edit, Misconception } from '../grading/misconception.js';

const formula = 'x.sub(mean).div(variance.add(this.#eps).sqrt())';
const divisor = (by: string): Edit => ({ replace: 'variance.add(this.#eps).sqrt()', by });
const affine = (by: string): Edit => ({ replace: 'normalized.mul(this.gamma).add(this.beta)', by });
const parameters = 'eps = 1e-5, momentum = 0.1';
const batchMean = (by: string): Edit => ({ replace: '      mean = x.mean(0);', by: `      mean = ${by};` });
const batchVariance = (by: string): Edit => ({ replace: 'x.var(0, { correction: 0 })', by });
const alone = (name: string, maker: string, options = ''): Edit => ({
  replace: `this.${name} = ${maker}([dim]${options})`,
  by: `this.${name} = ${maker}([1, dim]${options})`,
});

/** The mistakes of a normalizing layer, whatever it remembers. */
export const runningMisconceptions: readonly Misconception[] = [
  {
    id: '4.3/starts-in-evaluation',
    title: 'A new layer is not in training mode',
    explanation:
      'Your layer starts with training = false, or without the field. It then normalizes with a mean of 0 and a variance of 1 that come from no data, ' +
      'remembers nothing, and batch normalization does nothing at all until someone notices.',
    next: 'Set training = true in the class; the caller switches it off to evaluate.',
    ways: [
      [{ replace: 'training = true;', by: 'training = false;' }],
      [{ replace: 'training = true;', by: 'training!: boolean;' }],
    ],
  },
  {
    id: '4.3/row-shaped',
    title: 'Tensors of another shape than [dim]',
    explanation:
      'You gave the layer tensors of shape [1, dim], from the start or with the first update: a mean with keepdim has it. The numbers come out the same by broadcasting, but ' +
      "PyTorch's BatchNorm1d keeps one number per feature in shape [dim], and that is what is read, saved and loaded.",
    next: 'Make all four with shape [dim], and reduce with x.mean(0) and x.var(0, …) without keepdim.',
    ways: [
      [
        alone('gamma', 'ones', ', { requiresGrad: true }'),
        alone('beta', 'zeros', ', { requiresGrad: true }'),
        alone('runningMean', 'zeros'),
        alone('runningVar', 'ones'),
      ],
      [alone('gamma', 'ones', ', { requiresGrad: true }'), alone('beta', 'zeros', ', { requiresGrad: true }')],
      [alone('runningMean', 'zeros'), alone('runningVar', 'ones')],
      [
        { replace: 'x.mean(0).mul(', by: 'x.mean(0, { keepdim: true }).mul(' },
        { replace: 'x.var(0, { correction: 1 })', by: 'x.var(0, { keepdim: true, correction: 1 })' },
      ],
    ],
  },
  {
    id: '4.3/gamma-and-beta-start-otherwise',
    title: 'gamma or beta starts at another value',
    explanation:
      'You started gamma at something else than 1, or beta at something else than 0. A new layer should only normalize: with gamma 0 it gives the same for every input, with beta 1 it pushes every unit to the same side.',
    next: 'Make gamma with ones and beta with zeros, both of shape [dim] and with requiresGrad.',
    ways: [
      [{ replace: 'this.gamma = ones(', by: 'this.gamma = zeros(' }],
      [{ replace: 'this.beta = zeros(', by: 'this.beta = ones(' }],
      [
        { replace: 'this.gamma = ones(', by: 'this.gamma = zeros(' },
        { replace: 'this.beta = zeros(', by: 'this.beta = ones(' },
      ],
    ],
  },
  {
    id: '4.3/result-outside-the-graph',
    title: 'The result has no history',
    explanation:
      'You computed the result inside noGrad, or detached it. Autograd does not see where it came from, so neither gamma and beta nor anything in front of the layer ever gets a gradient.',
    next: 'Put only the update of the buffers into noGrad.',
    ways: [[affine('normalized.mul(this.gamma).add(this.beta).detach()')]],
  },
  {
    id: '4.3/buffers-trained',
    title: 'The buffers require a gradient',
    explanation:
      'You made runningMean and runningVar with requiresGrad: true. They are remembered, not learned: an optimizer that finds them would move them ' +
      'away from the statistics that they stand for, and autograd follows every update of them.',
    next: 'Make them with zeros([dim]) and ones([dim]) alone; only gamma and beta are trained.',
    ways: [
      [
        { replace: 'this.runningMean = zeros([dim])', by: 'this.runningMean = zeros([dim], { requiresGrad: true })' },
        { replace: 'this.runningVar = ones([dim])', by: 'this.runningVar = ones([dim], { requiresGrad: true })' },
        {
          replace: 'this.runningMean = this.runningMean.mul(keep).add(x.mean(0).mul(this.#momentum))',
          by: 'this.runningMean.mul_(keep).add_(x.mean(0).mul(this.#momentum))',
        },
        {
          replace: 'this.runningVar = this.runningVar.mul(keep).add(variance.mul(this.#momentum))',
          by: 'this.runningVar.mul_(keep).add_(variance.mul(this.#momentum))',
        },
      ],
      // The update makes new tensors, which do not require one.
      [
        { replace: 'this.runningMean = zeros([dim])', by: 'this.runningMean = zeros([dim], { requiresGrad: true })' },
        { replace: 'this.runningVar = ones([dim])', by: 'this.runningVar = ones([dim], { requiresGrad: true })' },
      ],
    ],
  },
  {
    id: '4.3/shared-by-all-layers',
    title: 'One pair of buffers for all layers',
    explanation:
      'Your buffers belong to the class or the file, not to the layer: a new one starts with what another has seen. In a network every ' +
      'layer would be evaluated with a mixture of the statistics of all of them.',
    next: 'Make runningMean and runningVar in the constructor, new ones for each layer.',
    ways: [
      [
        {
          replace: '/** Batch normalization',
          by: 'const kept = new Map<string, Tensor>();\n\n/** Batch normalization',
        },
        {
          replace: 'this.runningMean = zeros([dim])',
          by: 'this.runningMean = kept.get(`mean ${dim}`) ?? zeros([dim])',
        },
        {
          replace: 'this.runningVar = ones([dim])',
          by: 'this.runningVar = kept.get(`variance ${dim}`) ?? ones([dim])',
        },
        {
          replace: '      this.remember(x);',
          by: '      this.remember(x);\n      kept.set(`mean ${x.shape[1]}`, this.runningMean).set(`variance ${x.shape[1]}`, this.runningVar);',
        },
      ],
    ],
  },
  {
    id: '4.3/eps-and-momentum-swapped',
    title: 'eps and momentum in the wrong order',
    explanation:
      'Your constructor takes momentum before eps. Arguments are told apart by their place alone: whoever passes eps sets your momentum with it, ' +
      'and what was to be a momentum is added to every variance.',
    next: 'Declare them in the order of the exercise: constructor(dim, eps = 1e-5, momentum = 0.1).',
    ways: [[{ replace: parameters, by: 'momentum = 0.1, eps = 1e-5' }]],
  },
  {
    id: '4.3/another-default',
    title: 'Another default for eps or momentum',
    explanation:
      "Without arguments your layer has another eps than 1e-5 or another momentum than 0.1. Those are PyTorch's (Keras has 1e-3 and 0.99, and counts the old " +
      'share); with others the same network gives other numbers.',
    next: 'Give the parameters their defaults: eps = 1e-5, momentum = 0.1.',
    ways: [
      [{ replace: parameters, by: 'eps = 1e-3, momentum = 0.1' }],
      [{ replace: parameters, by: 'eps = 1e-5, momentum = 0.9' }],
      [{ replace: parameters, by: 'eps = 1e-5, momentum = 0.99' }],
      [{ replace: parameters, by: 'eps = 1e-5, momentum = 0.01' }],
      [{ replace: parameters, by: 'eps = 1e-5, momentum = 0.001' }],
    ],
  },
  {
    id: '4.3/eps-fixed',
    title: 'The eps argument is ignored',
    explanation:
      'You add 1e-5 whatever eps the caller passes. It is right by chance for the default and wrong for everyone who chooses another.',
    next: 'Keep the second argument of the constructor in a field and add that.',
    ways: [[divisor('variance.add(1e-5).sqrt()')]],
  },
  {
    id: '4.3/eps-not-under-the-root',
    title: 'eps is not under the root',
    explanation:
      'You left eps out or added it after the root. Where a feature varies, that makes little difference; where it hardly does, its noise is blown up to full ' +
      'spread, and where it does not at all, 0 / 0 is NaN without any eps.',
    next: 'Divide by variance.add(eps).sqrt(), in both modes.',
    ways: [[divisor('variance.sqrt().add(this.#eps)')], [divisor('variance.sqrt()')]],
  },
  {
    id: '4.3/variance-not-rooted',
    title: 'Divided by the variance',
    explanation:
      'You divided by the variance instead of its root, in evaluation or in both modes. A feature of standard deviation 3 then comes out with 1/3 and one of ' +
      '0.1 with 10: the spreads are turned upside down, not made equal.',
    next: 'Take the root: div(variance.add(eps).sqrt()), in both modes.',
    ways: [
      [divisor('variance.add(this.#eps)')],
      [divisor('(this.training ? variance.add(this.#eps).sqrt() : variance.add(this.#eps))')],
    ],
  },
  {
    id: '4.3/mean-not-subtracted',
    title: 'The mean is not subtracted',
    explanation:
      'You divided by the standard deviation but left the mean where it was, in evaluation or in both modes. Each feature has the right spread around the ' +
      'wrong place, and a unit that is off center still saturates.',
    next: 'Subtract it first: x.sub(mean), the mean of the batch in training and runningMean in evaluation.',
    ways: [
      [{ replace: formula, by: 'x.div(variance.add(this.#eps).sqrt())' }],
      [{ replace: formula, by: '(this.training ? x.sub(mean) : x).div(variance.add(this.#eps).sqrt())' }],
    ],
  },
  {
    id: '4.3/over-the-features',
    title: 'Over the features, not the batch',
    explanation:
      'In training you took mean and variance over the features of each example, dimension 1. That is layer normalization; batch normalization takes them ' +
      'over the examples, for each feature by itself.',
    next: 'Take both over dimension 0: x.mean(0) and x.var(0, { correction: 0 }).',
    ways: [[batchMean('x.mean(1, { keepdim: true })'), batchVariance('x.var(1, { keepdim: true, correction: 0 })')]],
  },
  {
    id: '4.3/gamma-and-beta-swapped',
    title: 'gamma and beta are swapped',
    explanation:
      'You multiplied by beta and added gamma. With their values at the start, gamma 1 and beta 0, nothing is left of x: every output is 1.',
    next: 'Multiply by this.gamma, then add this.beta.',
    ways: [[affine('normalized.mul(this.beta).add(this.gamma)')]],
  },
  {
    id: '4.3/beta-before-gamma',
    title: 'beta is added before gamma multiplies',
    explanation:
      'You added beta first and multiplied by gamma then, so beta is scaled too. While gamma is small, beta can hardly move a unit.',
    next: 'Multiply by this.gamma first, add this.beta last.',
    ways: [[affine('normalized.add(this.beta).mul(this.gamma)')]],
  },
  {
    id: '4.3/running-var-starts-at-zero',
    title: 'The running variance starts at 0',
    explanation:
      'You started runningVar at 0. A buffer of variances that has seen nothing should change nothing, and that is 1: ' +
      'from 0 the first evaluations divide by almost nothing, and the activations explode.',
    next: 'Start with runningVar = ones([dim]) and runningMean = zeros([dim]).',
    ways: [[{ replace: 'this.runningVar = ones([dim])', by: 'this.runningVar = zeros([dim])' }]],
  },
  {
    id: '4.3/buffers-start-swapped',
    title: 'The starts of the buffers are swapped',
    explanation:
      'You started runningMean at 1 and runningVar at 0. Before any batch the layer should leave its input as it is: ' +
      'subtract a mean of 0, divide by the root of a variance of 1. Yours subtracts 1 and divides by almost nothing.',
    next: 'Start with runningMean = zeros([dim]) and runningVar = ones([dim]).',
    ways: [
      [
        { replace: 'this.runningMean = zeros([dim])', by: 'this.runningMean = ones([dim])' },
        { replace: 'this.runningVar = ones([dim])', by: 'this.runningVar = zeros([dim])' },
      ],
    ],
  },
  {
    id: '4.3/eps-missing-in-evaluation',
    title: 'No eps in evaluation',
    explanation:
      'In evaluation you divided by sqrt(runningVar) and left out eps. The layer then scales a little differently from the way it was trained, ' +
      'and a feature that never varied is divided by 0 once its buffer has forgotten the 1 that it started from.',
    next: 'Use sqrt(variance + eps) in both modes: choose mean and variance by this.training, then go on with one formula.',
    ways: [
      [
        {
          replace: 'variance.add(this.#eps).sqrt()',
          by: '(this.training ? variance.add(this.#eps) : variance).sqrt()',
        },
      ],
    ],
  },
  {
    id: '4.3/gamma-and-beta-ignored',
    title: 'gamma and beta are not applied',
    explanation:
      'You return the normalized values without gamma and beta, if only in evaluation. The network can then never undo the normalization where another scale would serve it ' +
      'better, and two tensors that are trained change nothing.',
    next: 'Return normalized.mul(this.gamma).add(this.beta), in both modes.',
    ways: [
      [{ replace: 'normalized.mul(this.gamma).add(this.beta)', by: 'normalized' }],
      [
        {
          replace: 'return normalized.mul(this.gamma)',
          by: 'if (!this.training) return normalized;\n    return normalized.mul(this.gamma)',
        },
      ],
    ],
  },
  {
    id: '4.3/gamma-and-beta-not-trained',
    title: 'gamma and beta are not trained',
    explanation:
      'You made gamma and beta without requiresGrad. backward leaves them without a gradient, so they stay at 1 and 0 for ever and the layer ' +
      'can never learn another scale or shift.',
    next: 'Make them with ones([dim], { requiresGrad: true }) and zeros([dim], { requiresGrad: true }); the buffers without.',
    ways: [
      [
        { replace: 'ones([dim], { requiresGrad: true })', by: 'ones([dim])' },
        { replace: 'zeros([dim], { requiresGrad: true })', by: 'zeros([dim])' },
      ],
    ],
  },
];
