import type { Misconception } from '../../src/grading/misconception.js';

const skip = 'if (out === null) return [];';
const name = 'name: layer.constructor.name';
const mean = 'mean: out.mean().item()';
const std = 'std: out.std().item()';
const saturated = 'saturated: out.abs().gt(0.97).mean().item()';

const misconceptions: readonly Misconception[] = [
  {
    id: '6.1/abs-missing',
    title: 'Negative saturation is not counted',
    explanation:
      'You counted the activations above 0.97 and forgot those below -0.97. tanh is flat on both sides, and about half of what is saturated ' +
      'is negative: the table shows half of the trouble.',
    next: 'Compare the size: out.abs().gt(0.97).mean().item().',
    ways: [[{ replace: saturated, by: 'saturated: out.gt(0.97).mean().item()' }]],
  },
  {
    id: '6.1/percent',
    title: 'A percentage instead of a share',
    explanation:
      'You returned the saturated part in percent. It is asked for as a share from 0 to 1: a healthy layer with 5 % would be read as 5, ' +
      'which is more than all of it.',
    next: 'Leave out the factor 100: the mean of out.abs().gt(0.97) is the share.',
    ways: [[{ replace: saturated, by: 'saturated: out.abs().gt(0.97).mean().item() * 100' }]],
  },
  {
    id: '6.1/count-for-share',
    title: 'A count instead of a share',
    explanation:
      'You counted the saturated activations. Whether 40 are many depends on how many there are: only a share can be compared between layers ' +
      'and with the 10 % of the chart.',
    next: 'Take the mean in place of the sum: out.abs().gt(0.97).mean().item().',
    ways: [[{ replace: saturated, by: 'saturated: out.abs().gt(0.97).sum().item()' }]],
  },
  {
    id: '6.1/another-level',
    title: 'Another level than 0.97',
    explanation:
      'You called an activation saturated from another level on than 0.97. The level is a convention, where tanh lets less than 6 % of the gradient through; ' +
      'shares that were counted from different ones cannot be compared.',
    next: 'Count what is above 0.97 in size.',
    ways: [
      [{ replace: 'gt(0.97)', by: 'gt(0.9)' }],
      [{ replace: 'gt(0.97)', by: 'gt(0.95)' }],
      [{ replace: 'gt(0.97)', by: 'gt(0.99)' }],
    ],
  },
  {
    id: '6.1/tanh-once-more',
    title: 'tanh applied to out again',
    explanation:
      'You applied tanh before you counted. out of a Tanh layer is the activation already: the tanh of a number between -1 and 1 never gets beyond 0.76, ' +
      'so nothing ever looks saturated.',
    next: 'Count on layer.out itself.',
    ways: [[{ replace: saturated, by: 'saturated: out.tanh().abs().gt(0.97).mean().item()' }]],
  },
  {
    id: '6.1/population-std',
    title: 'Divided by n, not n - 1',
    explanation:
      'You divided the squared deviations by n. The course measures with the sample standard deviation, divided by n - 1, as std() of PyTorch does; ' +
      'in a small layer the two are visibly different.',
    next: 'Take out.std().item(), without correction: 0.',
    ways: [[{ replace: std, by: 'std: out.std({ correction: 0 }).item()' }]],
  },
  {
    id: '6.1/variance-for-std',
    title: 'The variance instead of the std',
    explanation:
      'You returned the variance. It is the square of the standard deviation: of a signal that keeps half of its size in each layer it shows a quarter, ' +
      'and the limits of the chart, 0.5 and 2, no longer fit.',
    next: 'Take out.std().item(), or the root of the variance.',
    ways: [[{ replace: std, by: 'std: out.var().item()' }]],
  },
  {
    id: '6.1/root-mean-square',
    title: 'The mean is not subtracted',
    explanation:
      'Your std is the root of the mean square: the mean was not subtracted. For centred activations it makes no difference; ' +
      'where the signal is shifted, which is what you are looking for, the shift is counted as spread.',
    next: 'Take out.std().item(): it subtracts the mean first.',
    ways: [[{ replace: std, by: 'std: Math.sqrt(out.square().mean().item())' }]],
  },
  {
    id: '6.1/std-of-sizes',
    title: 'The std of |out|',
    explanation:
      'You took the standard deviation of the absolute values. Folding the negative half over makes the spread smaller, to 0.6 of it for centred activations: ' +
      'a healthy signal looks as if it were dying out.',
    next: 'Take out.std().item(); the absolute value belongs to the saturated share alone.',
    ways: [[{ replace: std, by: 'std: out.abs().std().item()' }]],
  },
  {
    id: '6.1/mean-of-sizes',
    title: 'The mean of |out|',
    explanation:
      'You took the mean of the absolute values. It is never near 0, and that is what the mean is asked for: whether the signal lies around 0 or is shifted to one side.',
    next: 'Take out.mean().item(), signs and all.',
    ways: [[{ replace: mean, by: 'mean: out.abs().mean().item()' }]],
  },
  {
    id: '6.1/sizes-throughout',
    title: 'Mean and std of |out|',
    explanation:
      'You took the absolute values first and measured them. Their mean is never near 0, so a signal that is shifted does not show, ' +
      'and folding the negative half over makes the spread of a centred one smaller, to 0.6 of it.',
    next: 'Take out.mean().item() and out.std().item(); the absolute value belongs to the saturated share alone.',
    ways: [
      [
        { replace: mean, by: 'mean: out.abs().mean().item()' },
        { replace: std, by: 'std: out.abs().std().item()' },
      ],
    ],
  },
  {
    id: '6.1/std-of-each-unit',
    title: 'The std of each unit or example, averaged',
    explanation:
      'You took a standard deviation for each column (or each row) and averaged them. That leaves out how far the columns lie from each other, ' +
      'and for few values it is smaller than the spread of all of them together, which is what the layer passes on.',
    next: 'Take out.std().item(), over all elements at once.',
    ways: [
      [{ replace: std, by: 'std: out.std(0).mean().item()' }],
      [{ replace: std, by: 'std: out.std(1).mean().item()' }],
      [{ replace: std, by: 'std: out.std(0, { correction: 0 }).mean().item()' }],
    ],
  },
  {
    id: '6.1/first-example-only',
    title: 'Only the first example is measured',
    explanation:
      'You measured the activations of one example. How a layer fares shows over the whole batch: a single input may lie anywhere, ' +
      'and its neighbours, on which a unit may well be saturated, are not looked at.',
    next: 'Measure layer.out as a whole: out.mean().item(), out.std().item().',
    ways: [
      [{ replace: 'const out = layer.out;', by: 'const out = layer.out === null ? null : layer.out.index([0]);' }],
    ],
  },
  {
    id: '6.1/rows-for-idle-layers',
    title: 'Rows for layers that did not run',
    explanation:
      'You made a row for layers whose out is null as well. There is nothing to measure there: zeros read as a signal that died out, ' +
      'NaN passes every comparison unseen.',
    next: 'Skip the layers whose out is null.',
    ways: [
      [{ replace: skip, by: `if (out === null) return [{ index, ${name}, mean: 0, std: 0, saturated: 0 }];` }],
      [{ replace: skip, by: `if (out === null) return [{ index, ${name}, mean: NaN, std: NaN, saturated: NaN }];` }],
    ],
  },
  {
    id: '6.1/index-among-the-rows',
    title: 'Numbered after leaving layers out',
    explanation:
      'Your index counts the rows of the table and not the places in the list: you left the idle layers out first and numbered what remained. ' +
      'Whoever follows it into the network arrives at another layer.',
    next: 'Take the index from one pass over the whole list, and skip inside it.',
    ways: [
      [{ replace: 'layers.flatMap(', by: 'layers.filter((layer) => layer.out !== null).flatMap(' }],
      [
        {
          replace: 'index, // its',
          by: 'index: layers.slice(0, index).filter((each) => each.out !== null).length, // its',
        },
      ],
    ],
  },
  {
    id: '6.1/counted-from-one',
    title: 'Counted from 1',
    explanation:
      'Your index starts at 1. It is the place in the list, and lists count from 0: layers[index] is one layer too far for every row.',
    next: 'Use the index of flatMap, map or forEach as it is.',
    ways: [[{ replace: 'index, // its', by: 'index: index + 1, // its' }]],
  },
  {
    id: '6.1/name-not-from-the-class',
    title: 'The name is not the class',
    explanation:
      'Your name does not come from the class of the layer. A table that calls every row a Tanh, or by its number, does not tell the layers ' +
      'apart whose statistics have to be read differently.',
    next: 'Read layer.constructor.name.',
    ways: [
      [{ replace: name, by: "name: 'Tanh'" }],
      [{ replace: name, by: 'name: `layer ${index}`' }],
      [{ replace: name, by: 'name: String(layer)' }],
      [{ replace: name, by: 'name: typeof layer' }],
      // Recognized by what it has: every class of one's own becomes one of the three.
      [{ replace: name, by: "name: ['Tanh', 'Linear', 'BatchNorm1d'][Math.min(2, layer.parameters().length)] ?? ''" }],
    ],
  },
  {
    id: '6.1/tanh-layers-only',
    title: 'Only the Tanh layers have rows',
    explanation:
      'You reported the Tanh layers and left the others out. The mean and std of the layers in front of them show where a signal starts to fade or to grow: ' +
      'every layer that has run belongs into the table.',
    next: 'Skip a layer only where its out is null.',
    ways: [[{ replace: skip, by: "if (out === null || layer.constructor.name !== 'Tanh') return [];" }]],
  },
  {
    id: '6.1/stops-at-the-first-gap',
    title: 'Stops at the first idle layer',
    explanation:
      'You stopped at the first layer that has not run. Those behind it may well have run, and their rows are missing: ' +
      'in the list of layers a gap is not the end.',
    next: 'Go on with the next layer: return [] from flatMap, or continue instead of break.',
    ways: [
      [
        {
          replace: skip,
          by: 'if (layers.slice(0, index + 1).some((each) => each.out === null) || out === null) return [];',
        },
      ],
    ],
  },
];

export default misconceptions;
