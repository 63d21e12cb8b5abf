import type { Misconception } from '../../src/grading/misconception.js';

const expectedLoss = 'Math.log(stats.classes)';
const high = 'Number.isFinite(loss) && loss > expectedLoss + 0.5';
const low = 'Number.isFinite(loss) && loss < expectedLoss - 0.5';
const shifted = 'layers.some((layer) => Math.abs(layer.preactivationMean) > 0.2)';
const vanishing = 'layers.some((layer) => layer.preactivationStd < 0.5)';
const exploding = 'layers.some((layer) => layer.preactivationStd > 2)';
const saturated = 'layers.some((layer) => layer.saturated > 0.1)';
const vanishingGradient = 'gradients.some((gradient) => gradient.std < 1e-6)';
const explodingGradient = 'gradients.some((gradient) => gradient.std > 1)';
const large = 'updateRatios.some((ratio) => ratio > 0.01)';
const small = 'updateRatios.some((ratio) => ratio < 0.0001)';
const unpack = 'const { loss, layers, gradients, updateRatios } = stats;';
const result = 'return chart.filter(([applies]) => applies).map(([, finding]) => finding);';

/** The same lists, but for what `of` makes of each. */
const lists = (of: string) => ({
  replace: unpack,
  by: `const { loss } = stats;
  const only = <T>(list: T[]): T[] => ${of};
  const [layers, gradients, updateRatios] = [only(stats.layers), only(stats.gradients), only(stats.updateRatios)];`,
});

/** The lists of layers alone, but for what `of` makes of it. */
const layersOnly = (of: string) => ({
  replace: unpack,
  by: `const { loss, gradients, updateRatios } = stats;
  const only = <T>(list: T[]): T[] => ${of};
  const layers = only(stats.layers);`,
});

const layerLines = [shifted, vanishing, exploding, saturated];
const trainingLines = [vanishingGradient, explodingGradient, large, small];
const everyOf = (lines: readonly string[]) =>
  lines.map((line) => ({ replace: line, by: line.replace('some', 'every') }));

/** Each list of one entry: the average. Of no entries, none. */
const averages = {
  replace: unpack,
  by: `const { loss } = stats;
  const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const layers = [
    {
      preactivationMean: average(stats.layers.map((layer) => layer.preactivationMean)),
      preactivationStd: average(stats.layers.map((layer) => layer.preactivationStd)),
      saturated: average(stats.layers.map((layer) => layer.saturated)),
    },
  ];`,
};
const withTraining = {
  replace: averages.by,
  by: `${averages.by}
  const gradients = [{ std: average(stats.gradients.map((gradient) => gradient.std)) }];
  const updateRatios = [average(stats.updateRatios)];`,
};
const withoutTraining = { replace: averages.by, by: `${averages.by}\n  const { gradients, updateRatios } = stats;` };
const meanOfSizes = {
  replace: 'average(stats.layers.map((layer) => layer.preactivationMean))',
  by: 'average(stats.layers.map((layer) => Math.abs(layer.preactivationMean)))',
};

/** Each finding as often as an entry shows it: line by line of the chart, or entry by entry of the lists. */
const lineByLine = {
  replace: result,
  by: `const times = (count: number, finding: Finding): Finding[] => Array.from({ length: count }, () => finding);
  return [
    ...chart.slice(0, 3).flatMap(([applies, finding]) => (applies ? [finding] : [])),
    ...times(layers.filter((layer) => Math.abs(layer.preactivationMean) > 0.2).length, 'shifted-mean'),
    ...times(layers.filter((layer) => layer.preactivationStd < 0.5).length, 'vanishing-signal'),
    ...times(layers.filter((layer) => layer.preactivationStd > 2).length, 'exploding-signal'),
    ...times(layers.filter((layer) => layer.saturated > 0.1).length, 'saturated'),
    ...times(gradients.filter((gradient) => gradient.std < 1e-6).length, 'vanishing-gradient'),
    ...times(gradients.filter((gradient) => gradient.std > 1).length, 'exploding-gradient'),
    ...times(updateRatios.filter((ratio) => ratio > 0.01).length, 'updates-too-large'),
    ...times(updateRatios.filter((ratio) => ratio < 0.0001).length, 'updates-too-small'),
  ];`,
};
const entryByEntry = {
  replace: result,
  by: `const found = chart.slice(0, 3).flatMap(([applies, finding]): Finding[] => (applies ? [finding] : []));
  for (const { preactivationMean, preactivationStd, saturated } of layers) {
    if (Math.abs(preactivationMean) > 0.2) found.push('shifted-mean');
    if (preactivationStd < 0.5) found.push('vanishing-signal');
    if (preactivationStd > 2) found.push('exploding-signal');
    if (saturated > 0.1) found.push('saturated');
  }
  for (const { std } of gradients) {
    if (std < 1e-6) found.push('vanishing-gradient');
    if (std > 1) found.push('exploding-gradient');
  }
  for (const ratio of updateRatios) {
    if (ratio > 0.01) found.push('updates-too-large');
    if (ratio < 0.0001) found.push('updates-too-small');
  }
  return found;`,
};

const misconceptions: readonly Misconception[] = [
  {
    id: '6.4/another-logarithm',
    title: 'Not the natural logarithm',
    explanation:
      'You took the logarithm of the number of classes to another base. The cross-entropy is measured in nats, so the loss of equal probabilities is ln(classes): ' +
      'for 27 classes 3.30, where log2 gives 4.75 and log10 gives 1.43.',
    next: 'Use Math.log, which is the natural one.',
    ways: [
      [{ replace: expectedLoss, by: 'Math.log2(stats.classes)' }],
      [{ replace: expectedLoss, by: 'Math.log10(stats.classes)' }],
    ],
  },
  {
    id: '6.4/always-27-classes',
    title: '27 classes, whatever the network has',
    explanation:
      'You compared the loss with ln(27), or 3.3. That is the vocabulary of the lecture; with 5 classes a loss of 3.3 is far too high, ' +
      'with 100 it would be far too low.',
    next: 'Take Math.log(stats.classes).',
    ways: [[{ replace: expectedLoss, by: 'Math.log(27)' }], [{ replace: expectedLoss, by: '3.3' }]],
  },
  {
    id: '6.4/no-margin-for-the-loss',
    title: 'No margin around the expected loss',
    explanation:
      'You called every loss above ln(classes) too high and every one below too low. A random network never hits it exactly: ' +
      'your chart complains about each one.',
    next: 'Leave a margin of 0.5 on either side.',
    ways: [
      [
        { replace: 'loss > expectedLoss + 0.5', by: 'loss > expectedLoss' },
        { replace: 'loss < expectedLoss - 0.5', by: 'loss < expectedLoss' },
      ],
    ],
  },
  {
    id: '6.4/infinite-loss-also-too-high',
    title: 'An infinite loss reported twice',
    explanation:
      'For an infinite loss you report loss-too-high besides loss-not-finite. Infinity is larger than any number, but the reader should look for a division ' +
      'by 0 or an overflow and not for a confident output layer.',
    next: 'Ask for loss-too-high and loss-too-low only where Number.isFinite(loss).',
    ways: [
      [
        { replace: high, by: 'loss > expectedLoss + 0.5' },
        { replace: low, by: 'loss < expectedLoss - 0.5' },
      ],
    ],
  },
  {
    id: '6.4/nan-overlooked',
    title: 'NaN is not recognized',
    explanation:
      'A loss of NaN passes your chart. NaN is equal to nothing, not even to itself, and neither larger nor smaller than any number: ' +
      '=== NaN and === Infinity are both false for it.',
    next: 'Ask !Number.isFinite(loss), which is true for NaN and for both infinities.',
    ways: [
      [{ replace: '!Number.isFinite(loss)', by: 'loss === Infinity || loss === -Infinity' }],
      [{ replace: '!Number.isFinite(loss)', by: '[NaN, Infinity].indexOf(loss) >= 0' }],
    ],
  },
  {
    id: '6.4/infinity-overlooked',
    title: 'Only NaN counts as not finite',
    explanation:
      'You asked for NaN alone. An infinite loss is no number to work with either: it comes from the logarithm of 0, and its gradient is useless. ' +
      'Your chart passes it over.',
    next: 'Ask !Number.isFinite(loss), which is true for NaN and for both infinities.',
    ways: [[{ replace: '!Number.isFinite(loss)', by: 'Number.isNaN(loss)' }]],
  },
  {
    id: '6.4/negative-means-overlooked',
    title: 'Only positive means are shifted',
    explanation:
      'You compared the mean itself with 0.2. A layer that is shifted downwards has a mean of, say, -0.9 and is every bit as wrong: it passes your chart.',
    next: 'Compare Math.abs(layer.preactivationMean) with 0.2.',
    ways: [[{ replace: shifted, by: 'layers.some((layer) => layer.preactivationMean > 0.2)' }]],
  },
  {
    id: '6.4/signal-bound-of-1',
    title: 'Anything but a std of 1 is ill',
    explanation:
      'You compared the std of the pre-activations with 1. About 1 is where a signal should be, and no layer is there exactly: ' +
      'healthy is everything from 0.5 to 2.',
    next: 'Vanishing is below 0.5, exploding above 2.',
    ways: [
      [{ replace: exploding, by: 'layers.some((layer) => layer.preactivationStd > 1)' }],
      [{ replace: vanishing, by: 'layers.some((layer) => layer.preactivationStd < 1)' }],
    ],
  },
  {
    id: '6.4/vanishing-and-exploding-swapped',
    title: 'Vanishing and exploding swapped',
    explanation:
      'You have the two the wrong way round: a small std is a signal that vanishes, a large one a signal that explodes. ' +
      'Whoever follows your chart makes small weights smaller still.',
    next: 'Below the lower threshold is vanishing, above the upper one exploding.',
    ways: [
      [
        { replace: vanishing, by: 'layers.some((layer) => layer.preactivationStd > 2.0)' },
        { replace: exploding, by: 'layers.some((layer) => layer.preactivationStd < 0.5)' },
      ],
      [
        { replace: vanishingGradient, by: 'gradients.some((gradient) => gradient.std > 1.0)' },
        { replace: explodingGradient, by: 'gradients.some((gradient) => gradient.std < 1e-6)' },
      ],
    ],
  },
  {
    id: '6.4/saturated-bound',
    title: 'A stricter bound for saturation',
    explanation:
      'You called a layer saturated from a smaller share on than 0.10. A few percent are normal under a good initialization: ' +
      'with a stricter bound your chart complains about networks that learn well.',
    next: 'Compare saturated with 0.10.',
    ways: [
      [{ replace: saturated, by: 'layers.some((layer) => layer.saturated > 0.01)' }],
      [{ replace: saturated, by: 'layers.some((layer) => layer.saturated > 0.05)' }],
    ],
  },
  {
    id: '6.4/saturation-in-percent',
    title: 'A share compared with a percentage',
    explanation:
      'You compared the saturated share with 10. It is a share from 0 to 1, so it never gets there, ' +
      'and a layer in which every unit is stuck passes.',
    next: 'Compare with 0.10.',
    ways: [[{ replace: saturated, by: 'layers.some((layer) => layer.saturated > 10)' }]],
  },
  {
    id: '6.4/gradient-bounds',
    title: 'Another bound for the gradients',
    explanation:
      'You judged the gradients by another bound than the chart. Their size differs from layer to layer by orders of magnitude in healthy networks, ' +
      'which is why healthy is everything from 1e-6 to 1.',
    next: 'Vanishing is a std below 1e-6, exploding one above 1.',
    ways: [
      [{ replace: vanishingGradient, by: 'gradients.some((gradient) => gradient.std < 1e-3)' }],
      [{ replace: vanishingGradient, by: 'gradients.some((gradient) => gradient.std === 0)' }],
      [{ replace: explodingGradient, by: 'gradients.some((gradient) => gradient.std > 0.1)' }],
      [{ replace: explodingGradient, by: 'gradients.some((gradient) => gradient.std > 10)' }],
    ],
  },
  {
    id: '6.4/update-target-as-bound',
    title: 'The target ratio taken for a bound',
    explanation:
      'You compared the update ratios with 0.001. That is the pace to aim at, and no layer keeps to it exactly: ' +
      'healthy is everything from 0.0001 to 0.01.',
    next: 'Compare with 0.01 and with 0.0001.',
    ways: [
      [{ replace: large, by: 'updateRatios.some((ratio) => ratio > 0.001)' }],
      [{ replace: small, by: 'updateRatios.some((ratio) => ratio < 0.001)' }],
    ],
  },
  {
    id: '6.4/update-bound-ten-times',
    title: 'Updates too large only above 0.1',
    explanation:
      'You compared the update ratios with 0.1. One step may then change a layer by a tenth of its size, ten times more than the 0.01 of the chart, ' +
      'and what it had learned is gone after a few of them.',
    next: 'Compare with 0.01 and with 0.0001.',
    ways: [
      [{ replace: large, by: 'updateRatios.some((ratio) => ratio > 0.1)' }],
      [
        { replace: large, by: 'updateRatios.some((ratio) => ratio > 0.1)' },
        { replace: small, by: 'updateRatios.some((ratio) => ratio < 0.001)' },
      ],
    ],
  },
  {
    id: '6.4/ratios-as-exponents',
    title: 'A ratio compared with a logarithm',
    explanation:
      'Of the two sides of your comparison one is a ratio and the other a base-10 logarithm of one, -2 for 0.01. ' +
      'A ratio is never negative and the logarithm of a small one always is, so your chart says the same of every network.',
    next: 'Compare the ratios as they are with 0.01 and 0.0001.',
    ways: [
      [
        { replace: large, by: 'updateRatios.some((ratio) => ratio > -2)' },
        { replace: small, by: 'updateRatios.some((ratio) => ratio < -4)' },
      ],
      [
        { replace: large, by: 'updateRatios.some((ratio) => Math.log10(ratio) > 0.01)' },
        { replace: small, by: 'updateRatios.some((ratio) => Math.log10(ratio) < 0.0001)' },
      ],
    ],
  },
  {
    id: '6.4/one-layer-only',
    title: 'Only one layer is looked at',
    explanation:
      'You looked at one entry of each list and left the others alone. The chart says any: in a deep network it is often a layer in the middle ' +
      'where the signal gives out.',
    next: 'Ask all of them: layers.some((layer) => …).',
    ways: [
      [lists('list.slice(0, 1)')],
      [lists('list.slice(-1)')],
      [layersOnly('list.slice(0, 1)')],
      [layersOnly('list.slice(-1)')],
    ],
  },
  {
    id: '6.4/every-layer',
    title: 'every instead of some',
    explanation:
      'You report a layer only where all layers show the same. One saturated layer is enough to stop a network from learning, ' +
      'and it passes your chart as long as another is healthy.',
    next: 'Use some instead of every.',
    ways: [
      [
        { replace: shifted, by: shifted.replace('some', 'every') },
        { replace: vanishing, by: vanishing.replace('some', 'every') },
        { replace: exploding, by: exploding.replace('some', 'every') },
        { replace: saturated, by: saturated.replace('some', 'every') },
      ],
      everyOf([...layerLines, ...trainingLines]),
      [
        ...everyOf(layerLines),
        ...everyOf(trainingLines).map(({ replace, by }) => ({
          replace,
          by: `${by.startsWith('g') ? 'gradients' : 'updateRatios'}.length > 0 && ${by}`,
        })),
      ],
    ],
  },
  {
    id: '6.4/averaged',
    title: 'The average over the layers',
    explanation:
      'You averaged over the layers and compared the average. The chart says any: one layer that is dead hides behind the healthy ones, ' +
      'and one that fades and one that explodes make a fine average.',
    next: 'Compare each entry by itself: layers.some((layer) => …).',
    ways: [
      [averages, withTraining],
      [averages, withTraining, meanOfSizes],
      [averages, withoutTraining],
      [averages, withoutTraining, meanOfSizes],
    ],
  },
  {
    id: '6.4/empty-list-is-a-finding',
    title: 'An empty list counts as vanishing',
    explanation:
      'You report a finding where a list of gradients or ratios is empty. Before training nothing has been measured, ' +
      'and what was not measured can neither have vanished nor be too small.',
    next: 'Report only what an entry of the list shows: some of an empty list is false, where every is true.',
    ways: [
      [{ replace: vanishingGradient, by: `gradients.length === 0 || ${vanishingGradient}` }],
      [{ replace: small, by: `updateRatios.length === 0 || ${small}` }],
      [
        { replace: vanishingGradient, by: `gradients.length === 0 || ${vanishingGradient}` },
        { replace: small, by: `updateRatios.length === 0 || ${small}` },
      ],
    ],
  },
  {
    id: '6.4/one-finding-a-layer',
    title: 'The same finding several times',
    explanation:
      'You add a finding for each layer that shows it. One finding stands for all of them: a list of ten times saturated hides the others that are in it.',
    next: 'Ask whether any layer shows it, and add the finding once.',
    ways: [
      [
        {
          replace: result,
          by: `const found = chart.filter(([applies]) => applies).map(([, finding]) => finding);
  for (const layer of layers.filter((each) => each.saturated > 0.1).slice(1)) if (layer) found.push('saturated');
  for (const layer of layers.filter((each) => Math.abs(each.preactivationMean) > 0.2).slice(1)) if (layer) found.push('shifted-mean');
  return found;`,
        },
      ],
      [lineByLine],
      [entryByEntry],
    ],
  },
  {
    id: '6.4/first-finding-only',
    title: 'Returns at the first finding',
    explanation:
      'You return the first thing that is wrong. Findings come together, a high loss and a saturated layer from the same large weights: ' +
      'who mends one at a time wants to see what is left.',
    next: 'Collect all findings that apply and return them at the end.',
    ways: [[{ replace: result, by: result.replace(';', '.slice(0, 1);') }]],
  },
  {
    id: '6.4/findings-exclude-each-other',
    title: 'Else where there should be an if',
    explanation:
      'You ask about exploding, or about large updates, only where nothing vanishes or is too small. Different layers may show both at once: ' +
      'the first fades while the last explodes.',
    next: 'Ask each line of the chart by itself, with an if and without else.',
    ways: [
      [
        { replace: exploding, by: `!${vanishing} && ${exploding}` },
        { replace: explodingGradient, by: `!${vanishingGradient} && ${explodingGradient}` },
        { replace: large, by: `!${small.replace('0.0001', '1e-4')} && ${large}` },
      ],
      [
        { replace: vanishing, by: `!${exploding} && ${vanishing}` },
        { replace: vanishingGradient, by: `!${explodingGradient} && ${vanishingGradient}` },
        { replace: small, by: `!${large} && ${small}` },
      ],
      [
        { replace: exploding, by: `!${vanishing} && ${exploding}` },
        { replace: explodingGradient, by: `!${vanishingGradient} && ${explodingGradient}` },
        { replace: small, by: `!${large} && ${small}` },
      ],
    ],
  },
  {
    id: '6.4/not-finite-ends-the-chart',
    title: 'Nothing but the loss that is not finite',
    explanation:
      'Where the loss is NaN or infinite you report that and stop. It stands alone among the three lines about the loss only: ' +
      'the layers and gradients of such a network say where the NaN comes from.',
    next: 'Leave out loss-too-high and loss-too-low in that case, and go on with the rest of the chart.',
    ways: [[{ replace: unpack, by: `${unpack}\n  if (!Number.isFinite(loss)) return ['loss-not-finite'];` }]],
  },
];

export default misconceptions;
