import { networkMisconceptions } from '../../src/checks/network-misconceptions.js';
import { stageMisconceptions } from '../../src/checks/stage-misconceptions.js';
import type { Edit, Misconception } from '../../src/grading/misconception.js';

const factor = '5 / 3 / Math.sqrt(fanIn)';
const hidden = (by: string): Edit => ({ replace: `.mul(${factor})`, by });
const gain = (by: string): Edit => ({ replace: 'ones([1, nHidden])', by });
const bias = (by: string): Edit => ({ replace: 'zeros([1, nHidden])', by });
const trains = (list: string): Edit => ({ replace: 'Object.values(parameters)', by: list });
const mean = (by: string): Edit => ({ replace: 'hPreact.mean(0, { keepdim: true })', by });
const variance = (by: string): Edit => ({ replace: 'hPreact.var(0, { keepdim: true, correction: 0 })', by });
const normalized = (by: string): Edit => ({ replace: 'hPreact.sub(mean).div(variance.add(1e-5).sqrt())', by });
const divisor = (by: string): Edit => ({ replace: 'variance.add(1e-5).sqrt()', by });
const scaled = (by: string): Edit => ({ replace: 'normalized.mul(p.bnGain).add(p.bnBias)', by });
const tanh = (by: string): Edit => ({ replace: 'hPreactBn.tanh()', by });
const logits = (by: string): Edit => ({ replace: 'h.matmul(p.W2).add(p.b2)', by });

const misconceptions: readonly Misconception[] = [
  {
    id: '4.2/gain-not-one',
    title: 'bnGain does not start at 1',
    explanation:
      'You started bnGain with something else than ones. It multiplies what the normalization has just brought to standard deviation 1: zeros switch the layer off (every unit gives the same for every input), a smaller number makes the signal fainter, and random numbers give each unit another spread.',
    next: 'Make bnGain with ones([1, nHidden]).',
    ways: [
      [gain('ones([1, nHidden]).mul(0)')],
      [gain('ones([1, nHidden]).mul(0.5)')],
      [gain('ones([1, nHidden]).mul(0.1)')],
      [gain('randn([1, nHidden], { generator })')],
    ],
  },
  {
    id: '4.2/bias-not-zero',
    title: 'bnBias does not start at 0',
    explanation:
      'You started bnBias with something else than zeros. It is added to what the normalization has just centred: ones push every unit to the upper end of its tanh, random numbers push each somewhere.',
    next: 'Make bnBias with zeros([1, nHidden]).',
    ways: [[bias('zeros([1, nHidden]).add(1)')], [bias('randn([1, nHidden], { generator })')]],
  },
  {
    id: '4.2/gain-and-bias-swapped-at-start',
    title: 'bnGain zeros and bnBias ones',
    explanation:
      'You started bnGain with zeros and bnBias with ones: the other way round. Every unit then gives tanh(1) for every input, and nothing of the names reaches the output.',
    next: 'Make bnGain with ones and bnBias with zeros, both [1, nHidden].',
    ways: [[gain('ones([1, nHidden]).mul(0)'), bias('zeros([1, nHidden]).add(1)')]],
  },
  {
    id: '4.2/gain-and-bias-flat',
    title: 'bnGain and bnBias of another shape',
    explanation:
      'You gave bnGain or bnBias another shape than [1, nHidden]. [nHidden] gives the same numbers by broadcasting, as PyTorch has it, but the exercise asks for the row that a mean with keepdim has; [nHidden, 1] would meet the examples and not the units.',
    next: 'Shape both [1, nHidden].',
    ways: [
      [gain('ones([nHidden])'), bias('zeros([nHidden])')],
      [gain('ones([nHidden])')],
      [gain('ones([nHidden, 1])'), bias('zeros([nHidden, 1])')],
      [gain('ones([1])'), bias('zeros([1])')],
    ],
  },
  {
    id: '4.2/gain-and-bias-not-trained',
    title: 'bnGain and bnBias are not trained',
    explanation:
      'You left bnGain and bnBias without requiresGrad. They are what the network learns to undo the normalization with, where that is better; as constants they only cost time.',
    next: 'Set requiresGrad = true on all seven parameters.',
    ways: [[trains('[parameters.C, parameters.W1, parameters.b1, parameters.W2, parameters.b2]')]],
  },
  {
    id: '4.2/hidden-weights-not-scaled',
    title: 'W1 is not scaled',
    explanation:
      'You left W1 as randn draws it. Batch norm makes up for that on the way forward, so the loss does not show it, but on the way back it divides by the spread that it took away: the gradients of W1 come out several times smaller.',
    next: 'Multiply W1 by 5 / 3 / Math.sqrt(fanIn), as in 3.2.',
    ways: [[hidden('')]],
  },
  {
    id: '4.2/gain-of-tanh-missing',
    title: "Kaiming's gain is missing",
    explanation:
      'You scaled W1 by 1 / sqrt(fanIn). The exercise starts from the network of 3.2, whose hidden layer has the gain of tanh, 5/3; the batch norm hides the difference on the way forward only.',
    next: 'Multiply W1 by 5 / 3 / Math.sqrt(fanIn).',
    ways: [[hidden('.mul(1 / Math.sqrt(fanIn))')]],
  },
  {
    id: '4.2/factor-found-by-trial',
    title: '0.2 as in 2.3',
    explanation:
      'You kept the factor 0.2 of 2.3 for W1. The exercise starts from the network of 3.2, where the factor follows from the number of inputs and the gain of tanh.',
    next: 'Multiply W1 by 5 / 3 / Math.sqrt(fanIn).',
    ways: [[hidden('.mul(0.2)')]],
  },
  {
    id: '4.2/another-factor',
    title: 'Another factor for W1',
    explanation:
      'You scaled W1 by something else than (5/3) / sqrt(fanIn). The exercise starts from the network of 3.2: the gain of tanh, not squared, over the root of the number of inputs. The batch norm hides the difference on the way forward only.',
    next: 'Multiply W1 by 5 / 3 / Math.sqrt(fanIn).',
    ways: [
      [hidden('.mul(5 / 3 / Math.sqrt(nHidden))')],
      [hidden('.mul((5 / 3) ** 2 / Math.sqrt(fanIn))')],
      [hidden('.mul(Math.sqrt(2 / fanIn))')],
      [hidden('.mul(5 / 3 / fanIn)')],
      [hidden('.mul(Math.sqrt(5 / 3 / fanIn))')],
      [hidden('.mul((5 / 3) ** 2 / fanIn)')],
      [hidden('.mul(0.01)')],
    ],
  },
  {
    id: '4.2/hidden-bias-left-out',
    title: 'b1 is left out',
    explanation:
      'You left b1 out, of the parameters or of the sum. It does no work in front of a batch norm, that is true, and in PyTorch one would say bias=False; but the exercise keeps it, so that you can see its gradient vanish.',
    next: 'Return b1 as zeros([nHidden]), and take hPreact = embcat @ W1 + b1.',
    ways: [
      [{ replace: '.matmul(p.W1).add(p.b1)', by: '.matmul(p.W1)' }],
      [
        { replace: '.matmul(p.W1).add(p.b1)', by: '.matmul(p.W1)' },
        { replace: 'b1: zeros([nHidden]), // (H)', by: '' },
      ],
    ],
  },
  {
    id: '4.2/no-normalization',
    title: 'Nothing is normalized',
    explanation:
      'You applied bnGain and bnBias (or nothing at all) to hPreact itself. Without subtracting the mean and dividing by the standard deviation of each unit the tanh is fed what it was fed in 3.2.',
    next: 'Normalize first: hPreact.sub(mean).div(variance.add(1e-5).sqrt()), then bnGain and bnBias.',
    ways: [[normalized('hPreact')], [scaled('hPreact')]],
  },
  {
    id: '4.2/over-the-features',
    title: 'Over the features, not the batch',
    explanation:
      'You took mean and variance over the units of each example, dimension 1. That is layer normalization; batch normalization takes them over the examples, for each unit by itself.',
    next: 'Take both over dimension 0.',
    ways: [
      [mean('hPreact.mean(1, { keepdim: true })'), variance('hPreact.var(1, { keepdim: true, correction: 0 })')],
      [mean('hPreact.mean(1, { keepdim: true })'), variance('hPreact.var(1, { keepdim: true })')],
      [mean('hPreact.mean(1, { keepdim: true })'), divisor('hPreact.std(1, { keepdim: true })')],
    ],
  },
  {
    id: '4.2/whole-matrix',
    title: 'Mean and variance of the whole matrix',
    explanation:
      'You took one mean and one variance over all of hPreact. Each unit needs its own: with common ones a unit that sits far out on its tanh stays there.',
    next: 'Take both over dimension 0, with keepdim.',
    ways: [
      [mean('hPreact.mean()'), variance('hPreact.var({ correction: 0 })')],
      [mean('hPreact.mean()'), variance('hPreact.var()')],
      [mean('hPreact.mean()'), divisor('hPreact.std()')],
    ],
  },
  {
    id: '4.2/unbiased-variance',
    title: 'The variance divided by N - 1',
    explanation:
      'You normalized with the unbiased variance, which is what var gives unless correction is set to 0. Batch norm divides by N; with 32 examples your values are 1.6 % too small.',
    next: 'Use hPreact.var(0, { keepdim: true, correction: 0 }).',
    ways: [[variance('hPreact.var(0, { keepdim: true })')]],
  },
  {
    id: '4.2/sample-std-as-divisor',
    title: 'Divided by std()',
    explanation:
      'You divided by hPreact.std(0), as the lecture does at first. That differs in two ways: std divides by N - 1 where the variance of a batch norm divides by N, and eps does not stand under the root with the variance.',
    next: 'Divide by hPreact.var(0, { keepdim: true, correction: 0 }).add(1e-5).sqrt().',
    ways: [[divisor('hPreact.std(0, { keepdim: true })')], [divisor('hPreact.std(0, { keepdim: true }).add(1e-5)')]],
  },
  {
    id: '4.2/eps-not-under-the-root',
    title: 'eps is not under the root',
    explanation:
      'You left eps out or added it after the root. Where a unit varies, that makes no difference; where it hardly does, its noise is blown up to full spread, and where it does not at all, 0 / 0 is NaN without any eps.',
    next: 'Divide by variance.add(1e-5).sqrt().',
    ways: [[divisor('variance.sqrt()')], [divisor('variance.sqrt().add(1e-5)')]],
  },
  {
    id: '4.2/variance-not-rooted',
    title: 'Divided by the variance',
    explanation:
      'You divided by the variance instead of its root. A unit of standard deviation 2 comes out with 1/2 and one of 1/2 with 2: the spreads are turned upside down, not made equal.',
    next: 'Take the root: variance.add(1e-5).sqrt().',
    ways: [[divisor('variance.add(1e-5)')], [divisor('hPreact.var(0, { keepdim: true }).add(1e-5)')]],
  },
  {
    id: '4.2/gain-and-bias-swapped',
    title: 'bnGain and bnBias are swapped',
    explanation:
      'You multiplied by bnBias and added bnGain. At the start, gain 1 and bias 0, every unit gives tanh(1) for every input: nothing of the names is left.',
    next: 'Multiply by p.bnGain, then add p.bnBias.',
    ways: [[scaled('normalized.mul(p.bnBias).add(p.bnGain)')]],
  },
  {
    id: '4.2/bias-before-gain',
    title: 'bnBias is added before bnGain multiplies',
    explanation:
      'You added bnBias first and multiplied by bnGain then, so the bias is scaled too. At the start it makes no difference, with trained numbers it does.',
    next: 'Multiply by p.bnGain first, add p.bnBias last.',
    ways: [[scaled('normalized.add(p.bnBias).mul(p.bnGain)')]],
  },
  {
    id: '4.2/gain-and-bias-not-used',
    title: 'bnGain or bnBias is not used',
    explanation:
      'You normalized without bnGain or without bnBias. At the start, with 1 and 0, it makes no difference, but the one that is left out gets no gradient, and the unit can never have another mean or spread.',
    next: 'Multiply the normalized batch by p.bnGain, then add p.bnBias.',
    ways: [[scaled('normalized')], [scaled('normalized.mul(p.bnGain)')], [scaled('normalized.add(p.bnBias)')]],
  },
  {
    id: '4.2/statistics-detached',
    title: 'Mean and variance as constants',
    explanation:
      'You took the mean or the variance out of the graph, by detach, noGrad, item or toArray. The values are right, but the gradients of W1, b1 and C lack what flows through the statistics, and push the layer towards what the normalization undoes again.',
    next: 'Compute both with tensor operations and leave them in the graph.',
    ways: [
      [
        mean('hPreact.detach().mean(0, { keepdim: true })'),
        variance('hPreact.detach().var(0, { keepdim: true, correction: 0 })'),
      ],
      [variance('hPreact.detach().var(0, { keepdim: true, correction: 0 })')],
      [mean('hPreact.detach().mean(0, { keepdim: true })')],
    ],
  },
  {
    id: '4.2/cut-from-the-graph',
    title: 'A stage without history',
    explanation:
      'You passed a stage on without its history (detach, toArray, tensor(...), noGrad). The values are right, but backward ends there, and the parameters before it get no gradient.',
    next: 'Compute every stage from the tensors themselves.',
    ways: [
      [normalized('hPreact.detach().sub(mean.detach()).div(variance.detach().add(1e-5).sqrt())')],
      [tanh('hPreactBn.detach().tanh()')],
      [logits('h.detach().matmul(p.W2).add(p.b2)')],
    ],
  },
  ...stageMisconceptions,
  ...networkMisconceptions({
    exercise: '4.2',
    hiddenShape: '[fanIn, nHidden]',
    hiddenFactor: factor,
    hiddenStd: '(5/3) / sqrt(fanIn)',
  }),
];

export default misconceptions;
