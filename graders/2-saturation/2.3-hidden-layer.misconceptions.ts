import { networkMisconceptions } from '../../src/checks/network-misconceptions.js';
import type { Edit, Misconception } from '../../src/grading/misconception.js';

const scaled = (by: string): Edit => ({ replace: '.mul(0.2)', by });
const fanIn = 'Math.sqrt(blockSize * nEmbd)';

const misconceptions: readonly Misconception[] = [
  {
    id: '2.3/hidden-weights-not-scaled',
    title: 'W1 is not scaled',
    explanation:
      "You left W1 as randn draws it, with standard deviation 1. A pre-activation is a sum of 30 products, so its standard deviation is sqrt(30) = 5.5, and two of three units start on tanh's flat ends, where hardly any gradient comes back.",
    next: 'Multiply W1 by 0.2.',
    ways: [[scaled('')]],
  },
  {
    id: '2.3/embedding-scaled-instead',
    title: 'C is scaled in place of W1',
    explanation:
      'You multiplied C by 0.2 and left W1 as it was. The pre-activations come out the same at the start, but the weights are not those that were asked for, and each step of training moves embeddings that are five times as small.',
    next: 'Leave C as randn draws it, and multiply W1 by 0.2.',
    ways: [
      [
        scaled(''),
        {
          replace: 'randn([vocabSize, nEmbd], { generator })',
          by: 'randn([vocabSize, nEmbd], { generator }).mul(0.2)',
        },
      ],
    ],
  },
  {
    id: '2.3/hidden-scaled-like-output',
    title: 'W1 has the factor of W2',
    explanation:
      'You multiplied W1 by 0.01, the factor of W2. The pre-activations then have a standard deviation of 0.05: nothing saturates, but tanh is a straight line there, so the layer adds nothing to a matrix.',
    next: 'Multiply W1 by 0.2: about 1 is the spread at which tanh bends.',
    ways: [[scaled('.mul(0.01)')]],
  },
  {
    id: '2.3/hidden-weights-too-small',
    title: 'A factor smaller than 0.2',
    explanation:
      'You scaled W1 down further than asked. Smaller is not safer: with 0.2 the pre-activations have a standard deviation of about 1, where tanh bends, and with half of that or less it is nearly a straight line.',
    next: 'Multiply W1 by 0.2.',
    ways: [[scaled('.mul(0.1)')], [scaled('.mul(0.05)')], [scaled('.mul(0.02)')]],
  },
  {
    id: '2.3/hidden-weights-too-large',
    title: 'A factor larger than 0.2',
    explanation:
      'You scaled W1 down less than asked. With 0.2 the pre-activations have a standard deviation of about 1; with more they reach further into the flat ends of tanh, and the share of saturated units grows quickly.',
    next: 'Multiply W1 by 0.2.',
    ways: [[scaled('.mul(0.25)')], [scaled('.mul(0.3)')], [scaled('.mul(0.5)')]],
  },
  {
    id: '2.3/divided-by-the-factor',
    title: 'Divided by 0.2',
    explanation:
      'You divided W1 by 0.2, which makes it five times as large where it should become five times as small. The pre-activations reach a standard deviation of 27, and practically every unit is saturated.',
    next: 'Multiply by 0.2, or divide by 5.',
    ways: [[scaled('.div(0.2)')]],
  },
  {
    id: '2.3/variance-as-factor',
    title: 'The variance as the factor',
    explanation:
      'You multiplied W1 by 0.04, which is 0.2^2: the variance in N(0, 0.2^2). A factor multiplies the standard deviation of the draws, so W1 comes out five times too small.',
    next: 'Multiply by the standard deviation, 0.2.',
    ways: [[scaled('.mul(0.2 ** 2)')]],
  },
  {
    id: '2.3/factor-taken-as-variance',
    title: '0.2 taken as the variance',
    explanation:
      'You multiplied W1 by the root of 0.2, which is 0.45, so that its variance is 0.2. N(0, 0.2^2) means that the standard deviation is 0.2; yours leaves the pre-activations at 2.4, and more than a third of the units saturated.',
    next: 'Multiply by 0.2 itself.',
    ways: [[scaled('.mul(Math.sqrt(0.2))')]],
  },
  {
    id: '2.3/scaled-by-kaiming',
    title: "Kaiming's formula in place of 0.2",
    explanation:
      'You scaled W1 by (5/3) / sqrt(fanIn), which is 0.30 for 30 inputs. That is the rule of the next part, and a good one; this exercise asks for the factor found by trial, so that the two can be compared.',
    next: 'Multiply W1 by 0.2 here, and keep the formula for 3.2.',
    ways: [[scaled(`.mul(5 / 3 / ${fanIn})`)]],
  },
  {
    id: '2.3/scaled-by-fan-in',
    title: '1 / sqrt(fanIn) in place of 0.2',
    explanation:
      'You scaled W1 by 1 / sqrt(fanIn), which is 0.18 for 30 inputs: close to 0.2, and another number as soon as the layer has another width. The rules that follow fanIn are the subject of the next part.',
    next: 'Multiply W1 by 0.2 here, whatever the size.',
    ways: [[scaled(`.mul(1 / ${fanIn})`)]],
  },
  {
    id: '2.3/weights-shared-by-positions',
    title: 'One set of weights for all positions',
    explanation:
      'You drew the weights for one character and used them for each position of the context. The network then only sees the sum of the embeddings, so it cannot tell "ab" from "ba", and where a character occurs twice its products add up instead of partly cancelling.',
    next: 'Draw every element of W1 by itself: one randn of shape [blockSize * nEmbd, nHidden].',
    ways: [
      [
        { replace: 'import { randn', by: 'import { cat, randn' },
        {
          replace: 'randn([blockSize * nEmbd, nHidden], { generator })',
          by: 'cat(Array<Tensor>(blockSize).fill(randn([nEmbd, nHidden], { generator })))',
        },
        { replace: 'type Parameters }', by: 'type Parameters, type Tensor }' },
      ],
    ],
  },
  ...networkMisconceptions({
    exercise: '2.3',
    hiddenShape: '[blockSize * nEmbd, nHidden]',
    hiddenFactor: '0.2',
    hiddenStd: '0.2',
  }),
];

export default misconceptions;
