import type { Edit, Misconception } from '../../src/grading/misconception.js';

const share = (by: string): Edit => ({ replace: 'h.abs().gt(threshold).mean().item()', by });
const mean = (by: string): Edit => ({ replace: 'hPreact.mean().item()', by });
const std = (by: string): Edit => ({ replace: 'hPreact.std().item()', by });
const min = (by: string): Edit => ({ replace: 'hPreact.min().item()', by });
const max = (by: string): Edit => ({ replace: 'hPreact.max().item()', by });

const misconceptions: readonly Misconception[] = [
  {
    id: '2.2/threshold-counted',
    title: 'At the threshold counts too',
    explanation:
      'You compared with >= (or with <= on the negative side), so a value exactly on the threshold counts as saturated. Saturated means beyond it, |h| > threshold; the two differ as soon as a value is equal to it.',
    next: 'Compare with >: gt, not ge; on the negative side with <: lt, not le.',
    ways: [
      [share('h.abs().ge(threshold).mean().item()')],
      [share('h.gt(threshold).add(h.le(-threshold)).mean().item()')],
      [share('h.ge(threshold).add(h.lt(-threshold)).mean().item()')],
    ],
  },
  {
    id: '2.2/absolute-value-missing',
    title: 'The absolute value is missing',
    explanation:
      'You counted only the activations near 1. tanh is flat at both ends: a unit at -0.99 passes as little gradient back as one at 0.99, so you miss about half of the saturated ones.',
    next: 'Take the absolute value before you compare: h.abs().gt(threshold).',
    ways: [[share('h.gt(threshold).mean().item()')]],
  },
  {
    id: '2.2/lower-tail-only',
    title: 'Only the lower tail is counted',
    explanation:
      'You counted only the activations near -1. tanh is flat at both ends: a unit at 0.99 passes as little gradient back as one at -0.99, so you miss about half of the saturated ones.',
    next: 'Take the absolute value before you compare: h.abs().gt(threshold).',
    ways: [[share('h.lt(-threshold).mean().item()')], [share('h.neg().gt(threshold).mean().item()')]],
  },
  {
    id: '2.2/values-added-up',
    title: 'The values added up, not counted',
    explanation:
      'You added up the activations beyond the threshold themselves (or their absolute values) where each should count as 1. They are all near 1, so the result looks right, but it is no share of anything.',
    next: 'Count them: gt gives a 1 for each, and mean() the share.',
    ways: [
      [share('h.abs().mul(h.abs().gt(threshold)).mean().item()')],
      [share('h.mul(h.abs().gt(threshold)).mean().item()')],
    ],
  },
  {
    id: '2.2/rounded',
    title: 'The share is rounded',
    explanation:
      'You rounded the share. Layers are compared by differences of a percent or less, and a layer with few saturated units would be reported with none.',
    next: 'Return the share as it is, and leave the rounding to whoever prints it.',
    ways: ['1', '2', '3'].map((digits) => [share(`Number(h.abs().gt(threshold).mean().item().toFixed(${digits}))`)]),
  },
  {
    id: '2.2/tensors-for-numbers',
    title: 'Tensors instead of numbers',
    explanation:
      'You returned tensors where numbers are asked for. A tensor of one element is still an object: it cannot be compared with < or printed as a figure.',
    next: 'Take the number out of each with item().',
    ways: [
      [share('h.abs().gt(threshold).mean() as never')],
      [
        mean('hPreact.mean() as never'),
        std('hPreact.std() as never'),
        min('hPreact.min() as never'),
        max('hPreact.max() as never'),
      ],
      [
        share('h.abs().gt(threshold).mean() as never'),
        mean('hPreact.mean() as never'),
        std('hPreact.std() as never'),
        min('hPreact.min() as never'),
        max('hPreact.max() as never'),
      ],
    ],
  },
  {
    id: '2.2/median-for-mean',
    title: 'The median in place of the mean',
    explanation:
      'Your mean is the value in the middle when all are sorted. The median does not feel how far out the others lie; the mean does, and it is what the standard deviation is measured from.',
    next: 'Use mean(), or the sum over the number of elements.',
    ways: [
      [mean('[...hPreact.data].sort((a, b) => a - b)[Math.floor(hPreact.numel() / 2)]!')],
      [mean('[...hPreact.data].sort((a, b) => a - b)[Math.floor((hPreact.numel() - 1) / 2)]!')],
      [
        mean(
          '([...hPreact.data].sort((a, b) => a - b)[Math.floor((hPreact.numel() - 1) / 2)]! + [...hPreact.data].sort((a, b) => a - b)[Math.floor(hPreact.numel() / 2)]!) / 2',
        ),
      ],
    ],
  },
  {
    id: '2.2/sorted-as-words',
    title: 'Numbers sorted as if they were words',
    explanation:
      'You took min and max from a list that sort() had sorted. Without an argument sort() compares the numbers as words, so that -0.5 comes before -3 and 10 before 2, and the ends of the list are not the extremes.',
    next: 'Sort with (a, b) => a - b, or use min() and max().',
    ways: [[min('[...hPreact.data].sort()[0]!'), max('[...hPreact.data].sort().at(-1)!')]],
  },
  {
    id: '2.2/standard-error-for-std',
    title: 'The standard error in place of the standard deviation',
    explanation:
      'You divided the standard deviation by the root of the number of values. That says how well their mean is known, and shrinks with every further example; how far the values themselves are spread does not.',
    next: 'Leave the division out: hPreact.std().',
    ways: [[std('hPreact.std().item() / Math.sqrt(hPreact.numel())')]],
  },
  {
    id: '2.2/square-in-place-of-absolute-value',
    title: 'Squared in place of the absolute value',
    explanation:
      'You compared h^2 with the threshold. Squaring does away with the sign, but it makes every activation smaller too: 0.98 becomes 0.9604 and no longer lies beyond 0.97.',
    next: 'Use h.abs(), or square the threshold as well.',
    ways: [[share('h.pow(2).gt(threshold).mean().item()')]],
  },
  {
    id: '2.2/percentage',
    title: 'A percentage, not a share',
    explanation:
      'You returned a percentage. A share lies in 0..1: 37.5 % is 0.375, and whatever is computed from it later counts on that.',
    next: 'Leave out the factor of 100.',
    ways: [[share('h.abs().gt(threshold).mean().item() * 100')]],
  },
  {
    id: '2.2/count',
    title: 'A count, not a share',
    explanation:
      'You returned how many activations are saturated. That number grows with the batch and with the layer, so two networks cannot be compared by it; the share is the count over the number of elements.',
    next: 'Take the mean of the zeros and ones in place of their sum.',
    ways: [[share('h.abs().gt(threshold).sum().item()')]],
  },
  {
    id: '2.2/count-over-one-dimension',
    title: 'Divided by one dimension only',
    explanation:
      'You divided the count by the number of rows or of columns alone. h has rows times columns elements, and the share is of all of them; yours can exceed 1.',
    next: 'Divide by h.numel(), or take mean(), which does.',
    ways: [
      [share('h.abs().gt(threshold).sum().item() / (h.shape[0] ?? 1)')],
      [share('h.abs().gt(threshold).sum().item() / (h.shape[1] ?? 1)')],
    ],
  },
  {
    id: '2.2/threshold-written-out',
    title: 'The threshold is written out',
    explanation:
      'You compared with 0.97 whatever threshold the caller passed. The parameter has 0.97 as its default, for the caller who says nothing; another choice must change the result.',
    next: 'Compare with the parameter: gt(threshold).',
    ways: [[share('h.abs().gt(0.97).mean().item()')]],
  },
  {
    id: '2.2/another-default',
    title: 'Another default threshold',
    explanation:
      "Without an argument your threshold is not 0.97, the lecture's. Figures measured at another line cannot be compared with those of the course: the share beyond 0.9 is a good deal larger than that beyond 0.97, and beyond 0.99 it is smaller.",
    next: 'Give the parameter its default: threshold = 0.97.',
    ways: [
      [{ replace: 'threshold = 0.97', by: 'threshold = 0.99' }],
      [{ replace: 'threshold = 0.97', by: 'threshold = 0.95' }],
      [{ replace: 'threshold = 0.97', by: 'threshold = 0.9' }],
    ],
  },
  {
    id: '2.2/averaged-before-comparing',
    title: 'Averaged first, compared then',
    explanation:
      'You averaged the activations and compared the averages with the threshold. A unit that is at 1 on half of the examples has the average 0.5 and counts as healthy, though half of its gradients are lost: each activation has to be compared by itself.',
    next: 'Compare first, average then: h.abs().gt(threshold).mean().',
    ways: [
      [share('h.abs().mean(0).gt(threshold).mean().item()')],
      [share('h.mean(0).abs().gt(threshold).mean().item()')],
      [share('h.abs().mean(1).gt(threshold).mean().item()')],
      [share('h.abs().mean().gt(threshold).item()')],
    ],
  },
  {
    id: '2.2/dead-units-counted',
    title: 'Units counted, not activations',
    explanation:
      'You counted units (columns): those that are saturated on every example, which are dead, or on any of them. Both say something about the layer, but saturation is the share of single activations.',
    next: 'Take the mean over all elements of h.abs().gt(threshold), rows and columns.',
    ways: [
      [share('h.abs().gt(threshold).mean(0).eq(1).mean().item()')],
      [share('h.abs().gt(threshold).mean(0).gt(0).mean().item()')],
    ],
  },
  {
    id: '2.2/share-of-the-healthy',
    title: 'The share of the others',
    explanation:
      'You returned the share of activations within the threshold: 1 minus the saturation. A layer in trouble would look healthy by it, and a healthy one lost.',
    next: 'Count those beyond the threshold: gt, not lt or le.',
    ways: [[share('h.abs().lt(threshold).mean().item()')], [share('h.abs().le(threshold).mean().item()')]],
  },
  {
    id: '2.2/tanh-applied-again',
    title: 'tanh applied a second time',
    explanation:
      'You took the tanh of h, which holds activations already, that is values of tanh. tanh of at most 1 is at most 0.76, so with the usual threshold nothing ever counts as saturated.',
    next: 'Compare h as it comes: h.abs().gt(threshold).',
    ways: [[share('h.tanh().abs().gt(threshold).mean().item()')]],
  },
  {
    id: '2.2/population-std',
    title: 'Divided by n, not by n - 1',
    explanation:
      'Your std divides the squared distances by n: the standard deviation of just these values. The sample standard deviation, which the course and PyTorch use, divides by n - 1; for a small layer the two differ visibly.',
    next: 'Leave the correction at its default: hPreact.std() divides by n - 1.',
    ways: [[std('hPreact.std({ correction: 0 }).item()')]],
  },
  {
    id: '2.2/variance-for-std',
    title: 'The variance in place of its root',
    explanation:
      'Your std is the variance: the root is missing. A layer of standard deviation 5.5 would be reported with 30, and a quiet one of 0.1 with 0.01.',
    next: 'Use std(), or take the root of var().',
    ways: [[std('hPreact.var().item()')], [std('hPreact.var({ correction: 0 }).item()')]],
  },
  {
    id: '2.2/mean-not-taken-out',
    title: 'The mean is not taken out',
    explanation:
      'Your std is the root of the mean square: distances from 0, not from the mean. The two agree only where the mean is 0; a layer that is merely shifted would be reported as wide.',
    next: 'Subtract the mean before you square, or use std(), which does.',
    ways: [
      [std('hPreact.pow(2).mean().sqrt().item()')],
      [std('Math.sqrt(hPreact.pow(2).sum().item() / (hPreact.numel() - 1))')],
    ],
  },
  {
    id: '2.2/spread-averaged-over-units',
    title: 'The std of each unit, averaged',
    explanation:
      'You took a standard deviation for each column or row and averaged them. That leaves out how far the units differ from each other; the figure asked for is about all the values of the layer together.',
    next: 'Call std() without a dimension: it runs over all elements.',
    ways: [[std('hPreact.std(0).mean().item()')], [std('hPreact.std(1).mean().item()')]],
  },
  {
    id: '2.2/absolute-range',
    title: 'The range of the absolute values',
    explanation:
      'Your min and max are those of |hPreact|. Half of the pre-activations are negative, and the most negative one is the min; with absolute values the left half of the layer disappears.',
    next: 'Leave out abs() here: only saturation needs it.',
    ways: [[min('hPreact.abs().min().item()'), max('hPreact.abs().max().item()')], [max('hPreact.abs().max().item()')]],
  },
  {
    id: '2.2/absolute-mean',
    title: 'The mean of the absolute values',
    explanation:
      'Your mean is that of |hPreact|, which is about 0.8 standard deviations even for a layer centred on 0. The mean with its sign tells whether the units are pushed to one side.',
    next: 'Leave out abs() here: hPreact.mean().item().',
    ways: [[mean('hPreact.abs().mean().item()')]],
  },
  {
    id: '2.2/statistics-after-the-tanh',
    title: 'Measured after the tanh',
    explanation:
      'Your statistics are those of tanh(hPreact). They never leave -1..1, so a layer whose pre-activations run to 15 looks like one that stays at 2; the cause of saturation is only visible before the tanh.',
    next: 'Measure hPreact as it comes.',
    ways: [
      [
        mean('hPreact.tanh().mean().item()'),
        std('hPreact.tanh().std().item()'),
        min('hPreact.tanh().min().item()'),
        max('hPreact.tanh().max().item()'),
      ],
    ],
  },
  {
    id: '2.2/min-and-max-swapped',
    title: 'min and max are swapped',
    explanation:
      'Your min is the largest value and your max the smallest. Nothing else is wrong with them, but whoever reads the range reads it backwards.',
    next: 'Exchange the two.',
    ways: [
      [
        min('hPreact.max().item() /* min */'),
        { replace: 'max: hPreact.max().item()', by: 'max: hPreact.min().item()' },
      ],
    ],
  },
  {
    id: '2.2/range-starts-at-zero',
    title: 'The range always includes 0',
    explanation:
      'You started your search for the smallest and largest value from 0. Where all values lie on one side of 0, that 0 remains as a min or max that no value has.',
    next: 'Start from the first value (or from Infinity and -Infinity), or use min() and max().',
    ways: [[min('Math.min(0, ...hPreact.data)'), max('Math.max(0, ...hPreact.data)')]],
  },
];

export default misconceptions;
