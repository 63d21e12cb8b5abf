import type { Misconception } from '../../src/grading/misconception.js';

const ln = 'Math.log(vocabSize)';

const misconceptions: readonly Misconception[] = [
  {
    id: '1.1/log10',
    title: 'The logarithm to base 10',
    explanation:
      'You took the logarithm to base 10, which gives 1.431 for 27 characters where the natural one gives 3.296. PyTorch measures loss in nats: against your figure a healthy network would look more than twice too bad.',
    next: 'Use Math.log, which is the natural logarithm.',
    ways: [[{ replace: ln, by: 'Math.log10(vocabSize)' }]],
  },
  {
    id: '1.1/log2',
    title: 'The logarithm to base 2',
    explanation:
      'You took the logarithm to base 2, which measures in bits: 4.755 for 27 characters, where the natural one gives 3.296 nats. PyTorch measures loss in nats: against your figure a network that has already gone wrong would look healthy.',
    next: 'Use Math.log, which is the natural logarithm.',
    ways: [[{ replace: ln, by: 'Math.log2(vocabSize)' }]],
  },
  {
    id: '1.1/minus-missing',
    title: 'The minus is missing',
    explanation:
      'You have the logarithm of the probability, which is negative because a probability is below 1. A loss is its negative: 0 for a network that is always sure and right, and larger the less it gave to what came.',
    next: 'Put a minus in front: -Math.log(1 / vocabSize), which is Math.log(vocabSize).',
    ways: [[{ replace: ln, by: 'Math.log(1 / vocabSize)' }], [{ replace: ln, by: '-Math.log(vocabSize)' }]],
  },
  {
    id: '1.1/probability-for-loss',
    title: 'The probability instead of its logarithm',
    explanation:
      'You returned 1 / vocabSize, the probability that each character gets. The loss is the negative logarithm of it, which grows with the number of characters, while the probability shrinks.',
    next: 'Take the negative natural logarithm of it: -Math.log(1 / vocabSize).',
    ways: [[{ replace: ln, by: '1 / vocabSize' }]],
  },
  {
    id: '1.1/minus-but-no-logarithm',
    title: 'The minus without the logarithm',
    explanation:
      'You returned -1 / vocabSize: the minus is there, the logarithm is not. A loss is never below 0, and the rarer a character is guessed right the higher it is; yours would grow with the probability.',
    next: 'Take the logarithm as well: -Math.log(1 / vocabSize).',
    ways: [[{ replace: ln, by: '-1 / vocabSize' }]],
  },
  {
    id: '1.1/tensor-for-number',
    title: 'A tensor instead of a number',
    explanation:
      'You computed the right value but returned the tensor that holds it. Whoever compares it with a measured loss needs a number; === and > would compare the objects.',
    next: 'Take the number out with item(), or compute with Math.log in the first place.',
    ways: [
      `import { tensor } from '#torch';

export function expectedInitialLoss(vocabSize: number) {
  return tensor(vocabSize).log();
}
`,
      `import { tensor } from '#torch';

export function expectedInitialLoss(vocabSize: number) {
  return tensor([vocabSize]).log();
}
`,
    ],
  },
  {
    id: '1.1/another-base-and-no-minus',
    title: 'Another base, and no minus',
    explanation:
      'You took the logarithm of the probability to another base than e, and left it negative. PyTorch measures loss in nats, with the natural logarithm, and a loss is the negative of it: 0 for a network that is always sure and right.',
    next: 'Take the natural logarithm, with a minus: -Math.log(1 / vocabSize).',
    ways: [[{ replace: ln, by: 'Math.log10(1 / vocabSize)' }], [{ replace: ln, by: 'Math.log2(1 / vocabSize)' }]],
  },
  {
    id: '1.1/summed-over-characters',
    title: 'Added up over all characters',
    explanation:
      'You added up -ln(1 / vocabSize) over all vocabSize characters. One character did come, and the loss is what that one costs; the others do not come in. Only in an entropy all are added up, each weighted with its probability, which gives ln(vocabSize) again.',
    next: 'Take one of them: -Math.log(1 / vocabSize).',
    ways: [[{ replace: ln, by: 'vocabSize * Math.log(vocabSize)' }]],
  },
  {
    id: '1.1/log-of-the-other-share',
    title: 'The logarithm of the wrong share',
    explanation:
      'You took -ln(1 - 1 / vocabSize), the logarithm of how probable all the other characters are together. The loss looks at what the right character got, 1 / vocabSize: the less that is, the higher the loss.',
    next: 'Take the logarithm of 1 / vocabSize itself: -Math.log(1 / vocabSize).',
    ways: [[{ replace: ln, by: '-Math.log(1 - 1 / vocabSize)' }]],
  },
  {
    id: '1.1/rounded',
    title: 'The loss is rounded',
    explanation:
      'You rounded the result. The figure is meant to be compared with a measured loss, and a network is judged by differences in the second or third decimal.',
    next: 'Return Math.log(vocabSize) as it is, and leave the rounding to whoever prints it.',
    ways: ['0', '1', '2', '3', '4'].map((digits) => [
      { replace: ln, by: `Number(Math.log(vocabSize).toFixed(${digits}))` },
    ]),
  },
  {
    id: '1.1/error-rate',
    title: 'The share of wrong guesses',
    explanation:
      'You returned 1 - 1 / vocabSize: how often a guess is wrong. Cross-entropy does not count mistakes, it looks at the probability that the right character got, and it has no upper limit.',
    next: 'Take the negative natural logarithm of that probability: -Math.log(1 / vocabSize).',
    ways: [[{ replace: ln, by: '1 - 1 / vocabSize' }]],
  },
  {
    id: '1.1/probability-times-log',
    title: 'Weighted with the probability once more',
    explanation:
      'You multiplied -ln(1 / vocabSize) by 1 / vocabSize, as if the loss were one term of an entropy. One character did come, and the loss is -ln of what it got; the terms of the entropy would have to be added up over all vocabSize characters, which gives ln(vocabSize) again.',
    next: 'Leave the factor out: -Math.log(1 / vocabSize).',
    ways: [[{ replace: ln, by: '-(1 / vocabSize) * Math.log(1 / vocabSize)' }]],
  },
  {
    id: '1.1/perplexity',
    title: 'The perplexity instead of the loss',
    explanation:
      'You returned the number of characters itself. That is the perplexity, e to the power of the loss: how many characters the network hesitates between. PyTorch reports the loss, its natural logarithm.',
    next: 'Take the natural logarithm of it: Math.log(vocabSize).',
    ways: [[{ replace: ln, by: 'vocabSize' }], [{ replace: ln, by: 'Math.exp(Math.log(vocabSize))' }]],
  },
  {
    id: '1.1/one-character-too-few',
    title: "The '.' is not counted",
    explanation:
      "You took one from vocabSize before the logarithm. The network gives a probability to each of the vocabSize characters, '.' too, and the end of a name is an answer like any other.",
    next: 'Use vocabSize as it is: Math.log(vocabSize).',
    ways: [[{ replace: ln, by: 'Math.log(vocabSize - 1)' }]],
  },
  {
    id: '1.1/one-character-too-many',
    title: 'One character is counted twice',
    explanation:
      "You added one to vocabSize before the logarithm. '.' is in the vocabulary already, the 27 of the lecture are 26 letters and the dot: with one more, the expected loss is too high for every network.",
    next: 'Use vocabSize as it is: Math.log(vocabSize).',
    ways: [[{ replace: ln, by: 'Math.log(vocabSize + 1)' }], [{ replace: ln, by: 'Math.log1p(vocabSize)' }]],
  },
  {
    id: '1.1/always-27',
    title: "The lecture's number whatever the vocabulary",
    explanation:
      'You returned the figure for 27 characters whatever vocabSize is. The more characters there are, the less a guess is worth: a network over 64 characters should start at ln 64 = 4.159.',
    next: 'Use the argument: Math.log(vocabSize).',
    ways: [
      [{ replace: ln, by: 'Math.log(27)' }],
      [{ replace: ln, by: '3.2958' }],
      [{ replace: ln, by: '3.3' }],
      [{ replace: ln, by: '3.295836866' }],
    ],
  },
];

export default misconceptions;
