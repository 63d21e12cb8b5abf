import { networkMisconceptions } from '../../src/checks/network-misconceptions.js';
import type { Edit, Misconception } from '../../src/grading/misconception.js';

const std = (by: string): Edit => ({ replace: '5 / 3 / Math.sqrt(fanIn)', by });
const draw = 'randn([fanIn, nHidden], { generator })';
const hidden = (by: string): Edit => ({ replace: `${draw}.mul(std)`, by });
const output = (by: string): Edit => ({ replace: '.mul(0.01)', by });
const imported = (names: string): Edit => ({ replace: 'randn, zeros, type', by: `randn, zeros, ${names}, type` });

const misconceptions: readonly Misconception[] = [
  {
    id: '3.2/gain-missing',
    title: 'The gain is missing',
    explanation:
      'You divided by the square root of fanIn but left out the gain of tanh, 5/3. Each tanh squashes its input a little, and the gain makes up for it: without it the signal shrinks from layer to layer.',
    next: 'Multiply by the gain: 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('1 / Math.sqrt(fanIn)')]],
  },
  {
    id: '3.2/gain-of-relu',
    title: 'The gain of relu',
    explanation:
      "You took sqrt(2 / fanIn), which is Kaiming's formula with the gain of relu, sqrt(2). This layer ends in a tanh, whose gain is 5/3.",
    next: 'Use 5 / 3 / Math.sqrt(fanIn); with init.kaimingNormal_, say nonlinearity: "tanh".',
    ways: [
      [std('Math.sqrt(2 / fanIn)')],
      [
        imported('init'),
        hidden("init.kaimingNormal_(zeros([fanIn, nHidden]), { generator, mode: 'fan_out' }) /* sqrt(2) */"),
        { replace: 'const std = 5 / 3 / Math.sqrt(fanIn);', by: '' },
      ],
    ],
  },
  {
    id: '3.2/gain-inverted',
    title: 'Divided by the gain',
    explanation:
      'You divided by 5/3 (or multiplied by 3/5) where it multiplies. 3/5 is about what tanh leaves of the spread; the gain is there to make up for that, and yours makes the signal fainter still.',
    next: 'Multiply by the gain: 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('3 / 5 / Math.sqrt(fanIn)')]],
  },
  {
    id: '3.2/gain-squared',
    title: 'The gain is squared',
    explanation:
      'You squared the gain but not the rest: (5/3)^2 / sqrt(fanIn). In the variance both are squared, (5/3)^2 / fanIn, and in the standard deviation neither is; the pre-activations come out 5/3 times too wide.',
    next: 'Use 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('(5 / 3) ** 2 / Math.sqrt(fanIn)')]],
  },
  {
    id: '3.2/gain-under-the-root',
    title: 'The gain under the root',
    explanation:
      'You took sqrt((5/3) / fanIn), which draws the root of the gain as well. The gain multiplies the standard deviation as it is; only fanIn stands under the root.',
    next: 'Use 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('Math.sqrt(5 / 3 / fanIn)')]],
  },
  {
    id: '3.2/root-missing',
    title: 'fanIn without its root',
    explanation:
      'You divided by fanIn instead of its square root: (5/3) / 30 where (5/3) / sqrt(30) was asked. The sum of fanIn products grows with sqrt(fanIn) only, so the pre-activations of this layer are 5.5 times too small, and tanh is a straight line there.',
    next: 'Divide by Math.sqrt(fanIn).',
    ways: [[std('5 / 3 / fanIn')]],
  },
  {
    id: '3.2/gain-and-root-missing',
    title: '1 / fanIn as the factor',
    explanation:
      'You multiplied W1 by 1 / fanIn: without the gain, and without the root. The sum of fanIn products grows with sqrt(fanIn) only, so the pre-activations of this layer come out nine times too small, where tanh is a straight line.',
    next: 'Multiply by 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('1 / fanIn')]],
  },
  {
    id: '3.2/hidden-scaled-like-output',
    title: 'W1 has the factor of W2',
    explanation:
      'You multiplied W1 by 0.01, the factor of W2. The pre-activations are then so small that tanh is a straight line there, and in a deep network the signal is gone after two layers.',
    next: 'Multiply W1 by 5 / 3 / Math.sqrt(fanIn); 0.01 is for W2 alone.',
    ways: [[std('0.01')]],
  },
  {
    id: '3.2/variance-as-factor',
    title: 'The variance as the factor',
    explanation:
      'You multiplied by (5/3)^2 / fanIn, the variance in N(0, (5/3)^2 / fanIn). randn has to be multiplied by the standard deviation, the root of that: 0.30 for 30 inputs, not 0.09.',
    next: 'Take the root: 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('(5 / 3) ** 2 / fanIn')]],
  },
  {
    id: '3.2/one-root-too-many',
    title: 'One root too many',
    explanation:
      'You took the square root of the standard deviation. (5/3) / sqrt(fanIn) is a root already, that of the variance; drawn once more the weights become too large, and more so the wider the layer.',
    next: 'Use 5 / 3 / Math.sqrt(fanIn) as it is.',
    ways: [[std('Math.sqrt(5 / 3 / Math.sqrt(fanIn))')]],
  },
  {
    id: '3.2/multiplied-by-the-root',
    title: 'Multiplied by the root, not divided',
    explanation:
      'You multiplied by sqrt(fanIn) where it divides. More inputs make a larger sum, so each weight must become smaller; yours are larger than 1, and every unit starts saturated.',
    next: 'Divide: 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('(5 / 3) * Math.sqrt(fanIn)')]],
  },
  {
    id: '3.2/fan-out-for-fan-in',
    title: 'fanOut in place of fanIn',
    explanation:
      "You divided by the root of nHidden, the number of outputs (with or without the gain). What adds up in a pre-activation are its inputs, blockSize * nEmbd of them, the rows of W1. (PyTorch's init takes fan_in from the second size, since its weights are laid out [fanOut, fanIn].)",
    next: 'Use fanIn = blockSize * nEmbd; with init.kaimingNormal_ on a [fanIn, fanOut] matrix, say mode: "fan_out".',
    ways: [
      [std('5 / 3 / Math.sqrt(nHidden)')],
      [std('1 / Math.sqrt(nHidden)')],
      [
        imported('init'),
        hidden("init.kaimingUniform_(zeros([fanIn, nHidden]), { generator, nonlinearity: 'tanh' })"),
        { replace: 'const std = 5 / 3 / Math.sqrt(fanIn);', by: '' },
      ],
      [
        imported('init'),
        hidden("init.kaimingNormal_(zeros([fanIn, nHidden]), { generator, nonlinearity: 'tanh' })"),
        { replace: 'const std = 5 / 3 / Math.sqrt(fanIn);', by: '' },
      ],
    ],
  },
  {
    id: '3.2/kaiming-normal-by-default',
    title: 'kaimingNormal_ with its defaults',
    explanation:
      "Your standard deviation is sqrt(2 / nHidden), what init.kaimingNormal_ gives without options. Its defaults are made for relu, whose gain is sqrt(2), and for PyTorch's layout [fanOut, fanIn]; here a tanh follows, and the layout is [fanIn, fanOut].",
    next: 'Pass { nonlinearity: "tanh", mode: "fan_out", generator }, or multiply randn by 5 / 3 / Math.sqrt(fanIn).',
    ways: [
      [
        imported('init'),
        hidden('init.kaimingNormal_(zeros([fanIn, nHidden]), { generator })'),
        { replace: 'const std = 5 / 3 / Math.sqrt(fanIn);', by: '' },
      ],
    ],
  },
  {
    id: '3.2/xavier-without-gain',
    title: "Xavier's rule, without a gain",
    explanation:
      "You took sqrt(2 / (fanIn + fanOut)), Xavier's rule. It looks for a balance between the signal on the way forward and the gradient on the way back; Kaiming's rule keeps the former alone and looks at fanIn only, with the gain of tanh.",
    next: 'Use 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('Math.sqrt(2 / (fanIn + nHidden))')]],
  },
  {
    id: '3.2/xavier-with-gain',
    title: "Xavier's rule, with the gain",
    explanation:
      "You took (5/3) * sqrt(2 / (fanIn + fanOut)), Xavier's rule: the gain is right, but it divides by the average of both fans. Kaiming's rule, which was asked for, looks at fanIn alone.",
    next: 'Use 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('(5 / 3) * Math.sqrt(2 / (fanIn + nHidden))')]],
  },
  {
    id: '3.2/block-size-as-fan-in',
    title: 'blockSize taken as fanIn',
    explanation:
      'You took the number of characters in the context, blockSize, as fanIn. Each of them comes as an embedding of nEmbd numbers, so that a hidden unit adds up blockSize * nEmbd products.',
    next: 'Use fanIn = blockSize * nEmbd.',
    ways: [[std('5 / 3 / Math.sqrt(blockSize)')]],
  },
  {
    id: '3.2/embedding-as-fan-in',
    title: 'nEmbd taken as fanIn',
    explanation:
      'You took the size of one embedding, nEmbd, as fanIn. The embeddings of all characters of the context lie side by side, so that a hidden unit adds up blockSize * nEmbd products.',
    next: 'Use fanIn = blockSize * nEmbd.',
    ways: [[std('5 / 3 / Math.sqrt(nEmbd)')]],
  },
  {
    id: '3.2/vocabulary-as-fan-in',
    title: 'The vocabulary counted as inputs',
    explanation:
      'You took vocabSize for the number of inputs, or blockSize times it, as if the characters came one-hot. They come as embeddings of nEmbd numbers each, so that a hidden unit adds up blockSize * nEmbd products.',
    next: 'Use fanIn = blockSize * nEmbd.',
    ways: [[std('5 / 3 / Math.sqrt(blockSize * vocabSize)')], [std('5 / 3 / Math.sqrt(vocabSize)')]],
  },
  {
    id: '3.2/thirty-written-out',
    title: "The lecture's number is written out",
    explanation:
      'You used (5/3) / sqrt(30), or 0.3043, whatever fanIn is. It is right for 30 inputs; with 500 it is four times too large, and that the factor follows the width by itself is the whole point of the rule.',
    next: 'Compute fanIn = blockSize * nEmbd from the config.',
    ways: [[std('5 / 3 / Math.sqrt(30)')], [std('0.3043')], [std('0.3')]],
  },
  {
    id: '3.2/factor-found-by-trial',
    title: '0.2 as in 2.3',
    explanation:
      'You kept the factor 0.2 of 2.3. It was found by trial for 30 inputs; here the factor should follow from the number of inputs and the gain of tanh.',
    next: 'Use 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('0.2')]],
  },
  {
    id: '3.2/hidden-weights-not-scaled',
    title: 'W1 is not scaled',
    explanation:
      'You left W1 as randn draws it, with standard deviation 1. The pre-activations then grow with the root of fanIn, to 5.5 for 30 inputs, and most units start on the flat ends of tanh.',
    next: 'Multiply W1 by 5 / 3 / Math.sqrt(fanIn).',
    ways: [[std('1')]],
  },
  {
    id: '3.2/default-of-linear',
    title: "The default of PyTorch's nn.Linear",
    explanation:
      "You drew W1 uniformly from -1 / sqrt(fanIn) to 1 / sqrt(fanIn), as PyTorch's nn.Linear does by default. That has the standard deviation 1 / sqrt(3 fanIn), almost three times less than Kaiming's for tanh, and the signal dies away in a deep network.",
    next: 'Draw with randn and multiply by 5 / 3 / Math.sqrt(fanIn).',
    ways: [
      [
        std('1 / Math.sqrt(fanIn)'),
        imported('rand'),
        hidden('rand([fanIn, nHidden], { generator }).mul(2).sub(1).mul(std)'),
      ],
      [
        std('1 / Math.sqrt(fanIn)'),
        imported('rand'),
        hidden('rand([fanIn, nHidden], { generator }).mul(2).sub(1).mul(std)'),
        { replace: 'zeros([nHidden])', by: 'rand([nHidden], { generator }).mul(2).sub(1).mul(std)' },
      ],
    ],
  },
  {
    id: '3.2/not-a-number',
    title: 'W1 is NaN',
    explanation:
      'Your factor for W1 is not a number, so every weight is NaN, and so is the loss. In JavaScript a property that does not exist is undefined, and arithmetic with undefined gives NaN without a word: a misspelt field of config, or a gain that has no case for the name it was asked for.',
    next: 'Print the factor; then compute it as 5 / 3 / Math.sqrt(blockSize * nEmbd).',
    ways: [
      [std("5 / 3 / Math.sqrt(Number(Object(config)['fanIn']))")],
      [std("Number(Object({ relu: 2 })['tanh']) / Math.sqrt(fanIn)")],
    ],
  },
  {
    id: '3.2/weights-shared-by-positions',
    title: 'One set of weights for all positions',
    explanation:
      'You drew the weights for one character and used them for each position of the context. The network then only sees the sum of the embeddings, so it cannot tell "ab" from "ba", and where a character occurs twice its products add up instead of partly cancelling.',
    next: 'Draw every element of W1 by itself: one randn of shape [fanIn, nHidden].',
    ways: [
      [
        imported('cat'),
        { replace: draw, by: 'cat(Array<Tensor>(blockSize).fill(randn([nEmbd, nHidden], { generator })))' },
        { replace: 'type Parameters }', by: 'type Parameters, type Tensor }' },
      ],
    ],
  },
  {
    id: '3.2/output-scaled-by-kaiming',
    title: "Kaiming's rule for the output layer too",
    explanation:
      'You scaled W2 by the root of its own fanIn, with or without a gain. That keeps the spread of a signal that goes on through more layers; the logits go nowhere, and should be small, so that the network starts with a loss near ln(vocabSize).',
    next: 'Multiply W2 by 0.01, as in 1.4.',
    ways: [[output('.mul(5 / 3 / Math.sqrt(nHidden))')], [output('.mul(1 / Math.sqrt(nHidden))')]],
  },
  ...networkMisconceptions({
    exercise: '3.2',
    hiddenShape: '[fanIn, nHidden]',
    hiddenFactor: 'std',
    hiddenStd: '(5/3) / sqrt(fanIn)',
  }),
];

export default misconceptions;
