import type { Misconception } from '../../src/grading/misconception.js';

const each = 'parameters.flatMap(({ grad }) =>';
const none = 'grad === null ? [] :';
const mean = 'mean: grad.mean().item()';
const std = 'std: grad.std().item()';

const misconceptions: readonly Misconception[] = [
  {
    id: '6.2/data-for-gradient',
    title: 'The parameter instead of its gradient',
    explanation:
      'You measured the parameters themselves, if only for the mean. Their size says how the network was drawn; whether it learns shows in their gradients, ' +
      'which may have vanished while the parameters look as ever.',
    next: 'Measure parameter.grad, not parameter.',
    ways: [
      [
        { replace: each, by: 'parameters.flatMap((parameter) =>' },
        { replace: none, by: 'parameter.grad === null ? [] :' },
        { replace: mean, by: 'mean: parameter.mean().item()' },
        { replace: std, by: 'std: parameter.std().item()' },
      ],
      [
        { replace: each, by: 'parameters.flatMap(({ grad, data }) =>' },
        { replace: none, by: 'grad === null ? [] :' },
        { replace: mean, by: 'mean: data.reduce((sum, value) => sum + value, 0) / data.length' },
      ],
    ],
  },
  {
    id: '6.2/rows-for-missing-gradients',
    title: 'Rows for gradients that do not exist',
    explanation:
      'You made a row for parameters whose grad is null. A row of zeros reads as a gradient that vanished, and NaN passes every comparison unseen; ' +
      'no gradient means that backward did not come by here.',
    next: 'Leave out the parameters whose grad is null.',
    ways: [
      [{ replace: none, by: 'grad === null ? [{ mean: 0, std: 0 }] :' }],
      [{ replace: none, by: 'grad === null ? [{ mean: NaN, std: NaN }] :' }],
    ],
  },
  {
    id: '6.2/whatever-is-trained',
    title: 'requiresGrad asked instead of grad',
    explanation:
      'You chose the parameters by requiresGrad. That says what should be trained and not what backward reached: ' +
      'a trained parameter on which the loss does not depend has no gradient, and gets a row of zeros here.',
    next: 'Ask whether parameter.grad is null.',
    ways: [
      [
        { replace: each, by: 'parameters.flatMap(({ grad, requiresGrad }) =>' },
        { replace: none, by: '!requiresGrad ? [] : grad === null ? [{ mean: 0, std: 0 }] :' },
      ],
    ],
  },
  {
    id: '6.2/vanished-gradients-left-out',
    title: 'Gradients of 0 are left out',
    explanation:
      'You left out gradients that are 0 everywhere, as if there were none. A zero gradient is an answer, and the worst one: ' +
      'the parameter that learns nothing is the one that disappears from your table.',
    next: 'Skip a parameter only where grad === null.',
    ways: [
      [{ replace: none, by: 'grad === null || grad.abs().max().item() === 0 ? [] :' }],
      [{ replace: none, by: 'grad === null || grad.std().item() === 0 ? [] :' }],
    ],
  },
  {
    id: '6.2/weights-only',
    title: 'Only matrices have rows',
    explanation:
      'You reported the parameters of two dimensions alone, as the plot of the lecture does. Biases, gamma and beta have gradients as well, ' +
      'and they vanish and explode like the others.',
    next: 'Skip by grad alone, whatever the shape.',
    ways: [[{ replace: none, by: 'grad === null || grad.dim() !== 2 ? [] :' }]],
  },
  {
    id: '6.2/mean-of-sizes',
    title: 'The mean of |grad|',
    explanation:
      'You took the mean of the absolute values. The mean of a healthy gradient is close to 0 since its signs cancel; ' +
      'without them the mean never is, and says once more what the std says.',
    next: 'Take grad.mean().item(), signs and all.',
    ways: [[{ replace: mean, by: 'mean: grad.abs().mean().item()' }]],
  },
  {
    id: '6.2/mean-of-squares',
    title: 'The mean of the squares',
    explanation:
      'You took the mean of the squared gradient, which is neither its mean nor its size: it has lost the sign, and a gradient of 0.001 shows as a millionth.',
    next: 'Take grad.mean().item().',
    ways: [[{ replace: mean, by: 'mean: grad.square().mean().item()' }]],
  },
  {
    id: '6.2/sum-for-mean',
    title: 'The sum instead of the mean',
    explanation:
      'You summed the gradient and did not divide by the number of its elements. The larger a parameter, the larger the sum: ' +
      'numbers of layers of different sizes cannot be compared.',
    next: 'Take grad.mean().item().',
    ways: [[{ replace: mean, by: 'mean: grad.sum().item()' }]],
  },
  {
    id: '6.2/population-std',
    title: 'Divided by n, not n - 1',
    explanation:
      'You divided the squared deviations by n. The course measures with the sample standard deviation, divided by n - 1, as std() of PyTorch does; ' +
      'for a bias of few elements the two are visibly different.',
    next: 'Take grad.std().item(), without correction: 0.',
    ways: [[{ replace: std, by: 'std: grad.std({ correction: 0 }).item()' }]],
  },
  {
    id: '6.2/variance-for-std',
    title: 'The variance instead of the std',
    explanation:
      'You returned the variance. It is the square of what was asked: a gradient of 0.001 shows as 0.000001, right where the chart says that it vanished.',
    next: 'Take grad.std().item(), or the root of the variance.',
    ways: [[{ replace: std, by: 'std: grad.var().item()' }]],
  },
  {
    id: '6.2/root-mean-square',
    title: 'The mean is not subtracted',
    explanation:
      'Your std is the root of the mean square: the mean was not subtracted. Where a gradient has one, as that of a bias often does, ' +
      'you measure the offset instead of the spread.',
    next: 'Take grad.std().item(): it subtracts the mean first.',
    ways: [[{ replace: std, by: 'std: Math.sqrt(grad.square().mean().item())' }]],
  },
  {
    id: '6.2/std-of-each-column',
    title: 'The std of each column, averaged',
    explanation:
      'You took a standard deviation for each column (or each row) of the gradient and averaged them. That leaves out how far the columns lie from each other: ' +
      'units whose gradients differ from one another, but not within, seem to learn nothing.',
    next: 'Take grad.std().item(), over all elements at once.',
    ways: [
      [{ replace: std, by: 'std: grad.dim() < 2 ? grad.std().item() : grad.std(0).mean().item()' }],
      [{ replace: std, by: 'std: grad.dim() < 2 ? grad.std().item() : grad.std(1).mean().item()' }],
    ],
  },
  {
    id: '6.2/sums-not-reset',
    title: 'Sums that go on from one parameter to the next',
    explanation:
      'Your sums go on from one parameter to the next: they start at 0 once and not for each gradient. The first row is right; ' +
      'every other measures its own gradient together with all those before it.',
    next: 'Start the sums and the count at 0 inside the loop over the parameters.',
    ways: [
      [
        {
          replace: 'return parameters',
          by: `const seen: number[] = [];
  const average = (of: (value: number) => number) => seen.reduce((sum, value) => sum + of(value), 0) / seen.length;
  const add = (values: Float32Array) => {
    seen.push(...values);
    const center = average((value) => value);
    return { mean: center, std: Math.sqrt((average((value) => (value - center) ** 2) * seen.length) / (seen.length - 1)) };
  };
  return parameters`,
        },
        { replace: '{ mean: grad.mean().item(), std: grad.std().item() }', by: 'add(grad.data)' },
      ],
    ],
  },
  {
    id: '6.2/norm-for-std',
    title: 'The norm instead of the std',
    explanation:
      'You took the length of the gradient, the root of the sum of its squares. It grows with the number of elements: ' +
      'a layer of 6,000 weights seems to learn 77 times as fast as a single one, at the same gradient.',
    next: 'Take grad.std().item().',
    ways: [[{ replace: std, by: 'std: Math.sqrt(grad.square().sum().item())' }]],
  },
  {
    id: '6.2/std-of-sizes',
    title: 'The std of |grad|',
    explanation:
      'You took the standard deviation of the absolute values. Folding the negative half over makes the spread smaller, ' +
      'to 0.6 of it for a centred gradient, so gradients look as if they vanished a little more in every layer.',
    next: 'Take grad.std().item(), signs and all.',
    ways: [[{ replace: std, by: 'std: grad.abs().std().item()' }]],
  },
  {
    id: '6.2/relative-to-the-data',
    title: 'Divided by the std of the data',
    explanation:
      "You divided the gradient's std by that of the parameter. This gradient to data ratio is worth a look too, and 6.3 will ask for it with the learning rate; " +
      'here the gradient itself is asked for.',
    next: 'Return grad.std().item() as it is.',
    ways: [
      [
        { replace: each, by: 'parameters.flatMap((parameter) =>' },
        { replace: none, by: 'parameter.grad === null ? [] :' },
        { replace: mean, by: 'mean: parameter.grad.mean().item()' },
        { replace: std, by: 'std: parameter.grad.std().item() / parameter.std().item()' },
      ],
    ],
  },
];

export default misconceptions;
