import type { Edit, Misconception } from '../../src/grading/misconception.js';

const mean = (by: string): Edit => ({ replace: 'x.mean(0, { keepdim: true })', by });
const variance = (by: string): Edit => ({ replace: 'x.var(0, { keepdim: true, correction: 0 })', by });
const divisor = (by: string): Edit => ({ replace: 'variance.add(eps).sqrt()', by });
const result = (by: string): Edit => ({ replace: 'normalized.mul(gamma).add(beta)', by });
const imported = (names: string): Edit => ({
  replace: 'import type { Tensor }',
  by: `import { ${names}, type Tensor }`,
});
const wholeVariance = 'x.var({ correction: 0 })';

const misconceptions: readonly Misconception[] = [
  {
    id: '4.1/whole-matrix',
    title: 'Mean and variance of the whole matrix',
    explanation:
      'You took one mean and one variance over all of x. Each feature needs its own: with common ones a unit whose values lie far out stays far out, and a quiet one stays quiet.',
    next: 'Take both over dimension 0: x.mean(0, { keepdim: true }), and x.var likewise.',
    ways: [
      [mean('x.mean()'), variance(wholeVariance)],
      [mean('x.mean()'), variance('x.var()')],
      [mean('x.mean()'), divisor('x.std()')],
      [mean('x.mean()'), divisor('x.std().add(eps)')],
    ],
  },
  {
    id: '4.1/variance-of-the-whole-matrix',
    title: 'One variance for all features',
    explanation:
      'You took the mean of each feature but one variance over all of x. The features come out centred but not equally wide: one with a large spread keeps more of it than one with a small spread.',
    next: 'Take the variance over dimension 0 as well.',
    ways: [[variance(wholeVariance)], [variance('x.var()')], [variance('x.sub(mean).pow(2).mean()')]],
  },
  {
    id: '4.1/beta-subtracted',
    title: 'beta is subtracted',
    explanation:
      'You subtracted beta. It is the new mean of the feature, so it is added: with a minus every shift that the network learns goes the wrong way.',
    next: 'Return normalized.mul(gamma).add(beta).',
    ways: [[result('normalized.mul(gamma).sub(beta)')]],
  },
  {
    id: '4.1/over-the-features',
    title: 'Over the features, not the batch',
    explanation:
      'You took mean and variance over the features of each example, dimension 1. That is layer normalization: it compares the units of one example with each other, where batch normalization compares the examples within one unit.',
    next: 'Take both over dimension 0, the batch.',
    ways: [
      [mean('x.mean(1, { keepdim: true })'), variance('x.var(1, { keepdim: true, correction: 0 })')],
      [mean('x.mean(1, { keepdim: true })'), variance('x.var(1, { keepdim: true })')],
      [mean('x.mean(1, { keepdim: true })'), divisor('x.std(1, { keepdim: true })')],
      [mean('x.mean(1, { keepdim: true })'), divisor('x.std(1, { keepdim: true }).add(eps)')],
    ],
  },
  {
    id: '4.1/unbiased-variance',
    title: 'The variance divided by N - 1',
    explanation:
      "You normalized with the unbiased variance, which is what var gives unless correction is set to 0. Batch normalization divides by N: it needs the spread of just this batch, no estimate. With 16 examples your outputs are 3 % too small, and they differ from PyTorch's.",
    next: 'Use x.var(0, { keepdim: true, correction: 0 }).',
    ways: [[variance('x.var(0, { keepdim: true })')]],
  },
  {
    id: '4.1/sample-std-as-divisor',
    title: 'Divided by std()',
    explanation:
      'You divided by x.std(0), as the lecture does at first. That differs in two ways: std divides by N - 1 where the variance of a batch norm divides by N, and eps does not stand under the root with the variance.',
    next: 'Divide by x.var(0, { keepdim: true, correction: 0 }).add(eps).sqrt().',
    ways: [[divisor('x.std(0, { keepdim: true })')], [divisor('x.std(0, { keepdim: true }).add(eps)')]],
  },
  {
    id: '4.1/eps-missing',
    title: 'eps is missing',
    explanation:
      'You left out eps. A feature that is the same in every example has variance 0, and 0 / 0 is NaN: a single unit like that makes the whole loss NaN.',
    next: 'Add it to the variance before the root: variance.add(eps).sqrt().',
    ways: [[divisor('variance.sqrt()')]],
  },
  {
    id: '4.1/eps-outside-the-root',
    title: 'eps outside the root',
    explanation:
      'You added eps to the standard deviation, after the root. Inside it counts for much more where it matters: for a variance of 0 the divisor is sqrt(1e-5) = 0.003 and not 0.00001, so that a unit which hardly varies is not blown up.',
    next: 'Add it before the root: variance.add(eps).sqrt().',
    ways: [[divisor('variance.sqrt().add(eps)')]],
  },
  {
    id: '4.1/eps-as-a-floor',
    title: 'eps only where the spread is small',
    explanation:
      'You used eps as the least that the divisor may be, or only where the variance is 0. It belongs to every variance: with a floor the output has a kink where a feature just reaches it, and it differs from what PyTorch computes for the same weights.',
    next: 'Add it to each variance, whatever its size: variance.add(eps).sqrt().',
    ways: [
      [divisor('variance.sqrt().mul(variance.sqrt().ge(eps)).add(variance.sqrt().lt(eps).mul(eps))')],
      [divisor('variance.mul(variance.ge(eps)).add(variance.lt(eps).mul(eps)).sqrt()')],
      [divisor('variance.sqrt().add(variance.sqrt().lt(eps).mul(eps))')],
      [divisor('variance.add(variance.eq(0).mul(eps)).sqrt()')],
    ],
  },
  {
    id: '4.1/eps-written-out',
    title: 'The argument eps is not used',
    explanation: 'You added 1e-5 whatever eps the caller passed. That is the default, for the caller who says nothing.',
    next: 'Add the parameter: variance.add(eps).sqrt().',
    ways: [[divisor('variance.add(1e-5).sqrt()')]],
  },
  {
    id: '4.1/another-default-eps',
    title: 'Another default for eps',
    explanation:
      "Without an argument your eps is not 1e-5. That is PyTorch's default (Keras has 1e-3); with another one the same network gives other numbers wherever a feature hardly varies.",
    next: 'Give the parameter its default: eps = 1e-5.',
    ways: [
      [{ replace: 'eps = 1e-5', by: 'eps = 1e-3' }],
      [{ replace: 'eps = 1e-5', by: 'eps = 1e-8' }],
      [{ replace: 'eps = 1e-5', by: 'eps = 1e-6' }],
    ],
  },
  {
    id: '4.1/variance-not-rooted',
    title: 'Divided by the variance',
    explanation:
      'You divided by the variance instead of its root. A feature of standard deviation 3 then comes out with 1/3, and one of 0.1 with 10: the spreads are turned upside down, not made equal.',
    next: 'Take the root: div(variance.add(eps).sqrt()).',
    ways: [[divisor('variance.add(eps)')], [divisor('variance')], [divisor('x.var(0, { keepdim: true }).add(eps)')]],
  },
  {
    id: '4.1/variance-rooted-twice',
    title: 'The root of the standard deviation',
    explanation:
      'You took std, which is the root of the variance already, and drew the root again. A feature of standard deviation 9 comes out with 3 and one of 0.01 with 0.1: the spreads come closer to each other, but they are not made equal.',
    next: 'Take var where you take std, or leave out the second root: div(variance.add(eps).sqrt()).',
    ways: [
      [divisor('variance.sqrt().add(eps).sqrt()')],
      [divisor('x.std(0, { keepdim: true }).add(eps).sqrt()')],
      [divisor('variance.add(eps).sqrt().sqrt()')],
    ],
  },
  {
    id: '4.1/variance-not-averaged',
    title: 'The sum of squares, not their mean',
    explanation:
      'You took the sum of the squared distances for the variance, without dividing by N. The outputs then shrink with the root of the batch size, to a standard deviation of 0.18 for 32 examples.',
    next: 'Divide the sum by N, or take x.var(0, { keepdim: true, correction: 0 }).',
    ways: [[variance('x.sub(mean).pow(2).sum(0, { keepdim: true })')]],
  },
  {
    id: '4.1/variance-around-zero',
    title: 'The mean square in place of the variance',
    explanation:
      'You took the mean of x^2 for the variance: squared distances from 0, not from the mean. The further a feature is from 0, the more it is squeezed.',
    next: 'Subtract the mean before squaring, or take x.var(0, { keepdim: true, correction: 0 }).',
    ways: [[variance('x.pow(2).mean(0, { keepdim: true })')]],
  },
  {
    id: '4.1/mean-not-subtracted',
    title: 'The mean is not subtracted',
    explanation:
      'You divided by the standard deviation but left the mean where it was. Each feature has the right spread around the wrong place, and a unit that is off center still saturates.',
    next: 'Subtract it first: x.sub(mean).',
    ways: [[{ replace: 'x.sub(mean).div', by: 'x.div' }]],
  },
  {
    id: '4.1/spread-not-divided',
    title: 'The spread is not divided out',
    explanation:
      'You centred each feature but did not divide by its standard deviation (or multiplied by it). A wide feature stays wide or becomes wider, and its tanh saturates as before.',
    next: 'Divide by the root of the variance: x.sub(mean).div(variance.add(eps).sqrt()).',
    ways: [
      [{ replace: '.div(variance.add(eps).sqrt())', by: '' }],
      [{ replace: '.div(variance.add(eps).sqrt())', by: '.mul(variance.add(eps).sqrt())' }],
    ],
  },
  {
    id: '4.1/batch-size-written-out',
    title: 'The batch size is written out',
    explanation:
      'You divided by 32 whatever the number of examples is. The last batch of an epoch is smaller, and evaluation has another size again.',
    next: 'Use mean(0) and var(0), or read N from x.shape[0].',
    ways: [
      [mean('x.sum(0, { keepdim: true }).div(32)'), variance('x.sub(mean).pow(2).sum(0, { keepdim: true }).div(32)')],
    ],
  },
  {
    id: '4.1/gamma-and-beta-swapped',
    title: 'gamma and beta are swapped',
    explanation:
      'You multiplied by beta and added gamma. With their values at the start, gamma 1 and beta 0, nothing is left of x: every output is 1.',
    next: 'Multiply by gamma, then add beta.',
    ways: [[result('normalized.mul(beta).add(gamma)')]],
  },
  {
    id: '4.1/beta-before-gamma',
    title: 'beta is added before gamma multiplies',
    explanation:
      'You added beta first and multiplied by gamma then, so beta is scaled too. The shift of a unit then depends on its scale, and while gamma is small beta can hardly move it.',
    next: 'Multiply by gamma first, add beta last.',
    ways: [[result('normalized.add(beta).mul(gamma)')]],
  },
  {
    id: '4.1/gamma-left-out',
    title: 'gamma is left out',
    explanation:
      'You did not multiply by gamma. At its start, 1, that makes no difference, but a unit that would be better off with another spread has no way to get it.',
    next: 'Multiply the normalized batch by gamma, then add beta.',
    ways: [[result('normalized.add(beta)')]],
  },
  {
    id: '4.1/beta-left-out',
    title: 'beta is left out',
    explanation:
      'You did not add beta. At its start, 0, that makes no difference, but a unit that would be better off with another mean has no way to get it.',
    next: 'Multiply the normalized batch by gamma, then add beta.',
    ways: [[result('normalized.mul(gamma)')]],
  },
  {
    id: '4.1/gamma-and-beta-left-out',
    title: 'gamma and beta are left out',
    explanation:
      'You returned the normalized batch as it is. Batch normalization ends with gamma and beta: they give the network back what the normalization took away, wherever it is better off with another mean and spread.',
    next: 'Multiply by gamma, then add beta.',
    ways: [[result('normalized')]],
  },
  {
    id: '4.1/statistics-detached',
    title: 'Mean and variance as constants',
    explanation:
      'You took the mean or the variance out of the graph, by detach, noGrad, item or toArray. The values are right, but the gradient of x lacks what flows through the statistics, so the layers below are pushed towards what the normalization undoes again.',
    next: 'Compute both with tensor operations and leave them in the graph.',
    ways: [
      [mean('x.detach().mean(0, { keepdim: true })'), variance('x.detach().var(0, { keepdim: true, correction: 0 })')],
      [variance('x.detach().var(0, { keepdim: true, correction: 0 })')],
      [mean('x.detach().mean(0, { keepdim: true })')],
    ],
  },
  {
    id: '4.1/result-outside-the-graph',
    title: 'The result has no history',
    explanation:
      'You computed the result from plain numbers (data, toArray, noGrad, detach). Autograd does not see where it came from, so nothing in front of the batch norm, and neither gamma nor beta, ever gets a gradient.',
    next: 'Compute with the tensors themselves: sub, div, mul, add.',
    ways: [
      [imported('tensor'), result('tensor(normalized.mul(gamma).add(beta))')],
      // A new leaf in its place: requiresGrad is true, and still nothing is behind it.
      [imported('tensor'), result('tensor(normalized.mul(gamma).add(beta), { requiresGrad: true })')],
      [
        { replace: 'x.sub(mean)', by: 'x.detach().sub(mean.detach())' },
        divisor('variance.detach().add(eps).sqrt()'),
        result('normalized.mul(gamma.detach()).add(beta.detach())'),
      ],
    ],
  },
  {
    id: '4.1/input-overwritten',
    title: 'x is overwritten',
    explanation:
      'You normalized x in place. The caller still needs it (here it is the pre-activation that backward goes through), and finds other numbers in it than before.',
    next: 'Use sub, div, mul and add, which make new tensors, and do not write to x.data.',
    ways: [
      [
        {
          replace: 'const normalized = x.sub(mean).div(variance.add(eps).sqrt());',
          by: 'const normalized = x.sub(mean).div(variance.add(eps).sqrt());\n  x.data.set(normalized.data);',
        },
      ],
      [
        {
          replace: 'const normalized = x.sub(mean).div(variance.add(eps).sqrt());',
          by: 'const normalized = x.sub(mean).div(variance.add(eps).sqrt());\n  x.data.set(normalized.mul(gamma).add(beta).data);',
        },
      ],
      // And passed on itself, so that the statistics are constants to autograd.
      [
        {
          replace: 'const normalized = x.sub(mean).div(variance.add(eps).sqrt());',
          by: 'x.data.set(x.sub(mean).div(variance.add(eps).sqrt()).data);',
        },
        result('x.mul(gamma).add(beta)'),
      ],
    ],
  },
];

export default misconceptions;
