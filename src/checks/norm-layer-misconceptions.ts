/** What goes wrong in 5.1's BatchNorm1d: its statistics, its epsilon, its gamma and beta. */
import type { Misconception } from '../grading/misconception.js';

const batchMean = (by: string) => ({ replace: 'x.mean(0)', by });
const batchVariance = (by: string) => ({ replace: 'x.var(0, { correction: 0 })', by });
const divisor = (by: string) => ({ replace: 'variance.add(this.#eps).sqrt()', by });
const scaled = (by: string) => ({ replace: 'normalized.mul(this.gamma).add(this.beta)', by });
const epsUnread = { replace: '    this.#eps = eps;\n', by: '    this.#eps = eps;\n    void this.#eps;\n' };

/** The formula of the batch norm as it should not be written. */
export const normLayerMisconceptions: readonly Misconception[] = [
  {
    id: '5.1/statistics-as-constants',
    title: 'Mean and variance as constants',
    explanation:
      'You took mean and variance out of the graph, by detach, noGrad or as numbers. They depend on x: without that part of the gradient each layer below ' +
      'is pushed to change what the norm takes off again.',
    next: 'Compute both from x with tensor operations, without detach.',
    ways: [
      [batchMean('x.detach().mean(0)'), batchVariance('x.detach().var(0, { correction: 0 })')],
      [batchVariance('x.detach().var(0, { correction: 0 })')],
      [batchMean('x.detach().mean(0)')],
    ],
  },
  {
    id: '5.1/batch-size-written-out',
    title: 'The batch size is written out',
    explanation:
      'You divided the sums by 32 and not by the number of examples. With any other batch the mean and the variance are off, ' +
      'and the last batch of an epoch is hardly ever full.',
    next: 'Divide by x.shape[0], or use mean(0) and var(0, { correction: 0 }).',
    ways: [[batchMean('x.sum(0).div(32)'), batchVariance('x.sub(mean).pow(2).sum(0).div(32)')]],
  },
  {
    id: '5.1/batch-norm-unbiased',
    title: 'Unbiased variance in the batch norm',
    explanation:
      'You normalized with the variance divided by N - 1, which is what var(0) computes unless it is told otherwise. The batch then comes out with a variance of ' +
      '(N - 1) / N instead of 1: to normalize the batch at hand, its own spread counts, divided by N.',
    next: 'Take x.var(0, { correction: 0 }).',
    ways: [[{ replace: 'x.var(0, { correction: 0 })', by: 'x.var(0)' }]],
  },
  {
    id: '5.1/batch-norm-over-all',
    title: 'Mean and variance of the whole matrix',
    explanation:
      'You took the mean and the variance over all elements. Batch norm measures each feature by itself, over the examples: with one number for all, ' +
      'a unit that is far off stays far off, and its tanh stays saturated.',
    next: 'Reduce over dimension 0: x.mean(0) and x.var(0, { correction: 0 }).',
    ways: [
      [batchMean('x.mean()'), batchVariance('x.var({ correction: 0 })')],
      [batchVariance('x.var({ correction: 0 })')],
    ],
  },
  {
    id: '5.1/batch-norm-over-features',
    title: 'Over the features, not the batch',
    explanation:
      'You took mean and variance of each example over its features. That is layer norm: each row comes out with a spread of 1, ' +
      'but a unit that is large on every example stays so.',
    next: 'Reduce over dimension 0: x.mean(0) and x.var(0, { correction: 0 }).',
    ways: [[batchMean('x.mean(1, { keepdim: true })'), batchVariance('x.var(1, { keepdim: true, correction: 0 })')]],
  },
  {
    id: '5.1/divided-by-the-std',
    title: 'Divided by std()',
    explanation:
      'You divided by x.std(0), as the lecture does at first. That differs in two ways: std divides by N - 1 where the variance of a batch norm divides by N, ' +
      'and eps does not stand under the root with the variance.',
    next: 'Divide by x.var(0, { correction: 0 }).add(this.eps).sqrt().',
    ways: [
      [batchVariance('x.std(0)'), divisor('variance.add(this.#eps)')],
      [epsUnread, batchVariance('x.std(0)'), divisor('variance')],
    ],
  },
  {
    id: '5.1/eps-outside-the-root',
    title: 'eps outside the root',
    explanation:
      'You added eps to the standard deviation, after the root. Inside it counts for much more where it matters: for a variance of 0 the divisor is ' +
      'sqrt(1e-5) = 0.003 and not 0.00001, so that a unit which hardly varies is not blown up.',
    next: 'Add it before the root: variance.add(this.eps).sqrt().',
    ways: [[divisor('variance.sqrt().add(this.#eps)')]],
  },
  {
    id: '5.1/eps-missing',
    title: 'eps is not used',
    explanation:
      'The eps of the constructor does not get into forward: it is left out or written as a number. Without it a feature that is the same in every example gives 0 / 0, ' +
      'NaN, and with a fixed one whoever asks for another does not get it.',
    next: 'Keep it in the constructor, this.eps = eps, and add it to the variance before the root.',
    ways: [
      [epsUnread, divisor('variance.sqrt()')],
      [epsUnread, divisor('variance.add(1e-5).sqrt()')],
    ],
  },
  {
    id: '5.1/variance-not-rooted',
    title: 'Divided by the variance',
    explanation:
      'You divided by the variance instead of its root. A feature of standard deviation 3 then comes out with 1/3, and one of 0.1 with 10: ' +
      'the spreads are turned upside down, not made equal.',
    next: 'Take the root: div(variance.add(this.eps).sqrt()).',
    ways: [[divisor('variance.add(this.#eps)')]],
  },
  {
    id: '5.1/gamma-and-beta-swapped',
    title: 'gamma and beta are swapped',
    explanation:
      'You multiplied by beta and added gamma. beta starts at 0, so the normalized batch is multiplied away and every output is 1: ' +
      'nothing of the input gets through.',
    next: 'Return normalized.mul(this.gamma).add(this.beta).',
    ways: [[scaled('normalized.mul(this.beta).add(this.gamma)')]],
  },
  {
    id: '5.1/beta-before-gamma',
    title: 'beta is added before gamma multiplies',
    explanation:
      'You added beta first and multiplied by gamma after. At the start nothing shows, since they are 0 and 1; once they are trained, ' +
      'gamma scales the shift as well, and the two can no longer be learned apart.',
    next: 'Multiply first, then add: normalized.mul(this.gamma).add(this.beta).',
    ways: [[scaled('normalized.add(this.beta).mul(this.gamma)')]],
  },
  {
    id: '5.1/gamma-and-beta-ignored',
    title: 'gamma and beta are not applied',
    explanation:
      'Your BatchNorm1d returns the normalized batch without gamma and beta. At the start nothing shows, since they are 1 and 0; ' +
      'but they are trained for nothing, and the network cannot choose another scale where it needs one.',
    next: 'Return normalized.mul(this.gamma).add(this.beta).',
    ways: [[{ replace: 'normalized.mul(this.gamma).add(this.beta)', by: 'normalized' }]],
  },
  {
    id: '5.1/gamma-and-beta-as-rows',
    title: 'gamma and beta of shape [1, dim]',
    explanation:
      "You made gamma and beta of shape [1, dim], as bnGain and bnBias were in 4.2. They compute the same, but a BatchNorm1d holds vectors of shape [dim], as PyTorch's does, " +
      'and weights can only be loaded into tensors of their shape.',
    next: 'Make them with ones([dim], …) and zeros([dim], …).',
    ways: [
      [
        { replace: 'ones([dim]', by: 'ones([1, dim]' },
        { replace: 'zeros([dim]', by: 'zeros([1, dim]' },
      ],
    ],
  },
];
