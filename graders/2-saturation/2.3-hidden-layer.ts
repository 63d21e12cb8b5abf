import type { Initializer } from '../../src/checks/initializer.js';
import { drawnWith, standardNormal, zeros } from '../../src/checks/start.js';
import { saturationCheck } from '../../src/checks/network-checks.js';
import { networkConsequence } from '../../src/checks/network-consequence.js';
import { parametersCheck } from '../../src/checks/parameters-check.js';
import { startsCheck } from '../../src/checks/starts-check.js';
import type { Grader } from '../../src/grading/check.js';

/** The network of 1.4 with a hidden layer that leaves its tanh room. */
const fixedHidden: Initializer = {
  exercise: '2.3',
  exportName: 'initFixedHidden',
  starts: {
    C: standardNormal,
    W1: drawnWith(0.2, "the lecture's std, found by trial,"),
    b1: zeros,
    W2: drawnWith(0.01, 'the std of the small output layer of 1.4'),
    b2: zeros,
  },
};

const grader: Grader = {
  id: '2.3',
  checks: [
    parametersCheck(fixedHidden, { points: 1, withGenerator: true }),
    startsCheck(
      fixedHidden,
      {
        id: 'hidden-weights',
        asks: 'W1 is drawn with standard deviation 0.2',
        points: 1,
      },
      {
        of: ['W1'],
        why: 'A pre-activation is a sum of blockSize * nEmbd products with W1. Weights this wide push it far out, where tanh is flat and passes almost no gradient back.',
        whySmall:
          'A pre-activation is a sum of blockSize * nEmbd products with W1. The narrower the weights, the closer it stays to 0, where tanh is nearly a straight line and the layer adds little to a matrix.',
        next: 'Draw W1 with randn and multiply it by 0.2: randn([blockSize * nEmbd, nHidden], { generator }).mul(0.2).',
      },
    ),
    startsCheck(
      fixedHidden,
      {
        id: 'hidden-bias',
        asks: 'b1 starts at zero',
        points: 1,
      },
      {
        of: ['b1'],
        why: 'A hidden bias other than 0 pushes a unit towards one end of its tanh whatever the context says.',
        next: 'Make b1 with zeros([nHidden]).',
      },
    ),
    startsCheck(
      fixedHidden,
      {
        id: 'output-as-before',
        asks: 'C is still drawn from N(0, 1), W2 still has standard deviation 0.01, b2 is still zero',
        points: 1,
      },
      {
        of: ['C'],
        why: 'C is the input of the layer that you scale: the factor 0.2 is made for embeddings of standard deviation 1.',
        next: 'Leave C as randn draws it.',
      },
      {
        of: ['W2', 'b2'],
        why: 'The output layer of 1.4 keeps the loss near ln(vocabSize); this exercise changes the hidden layer alone.',
        next: 'Start from your answer to 1.4 and change nothing but W1 and b1.',
      },
    ),
    saturationCheck(fixedHidden, {
      points: 1,
      dependsOn: ['2.3/hidden-weights', '2.3/hidden-bias'],
    }),
  ],
  consequence: networkConsequence(fixedHidden, ['hidden-weights', 'hidden-bias', 'output-as-before', 'saturation']),
  hints: [
    'What do you need to change in hPreact = embcat @ W1 + b1 so that fewer values end up beyond +-2, where tanh is flat?',
    'hPreact is a sum of 30 products of standard deviation 1, so its own is about 5.5. Scale W1 down by a factor of 5, and take the random bias away.',
    'W1 = randn([blockSize * nEmbd, nHidden], { generator }).mul(0.2) and b1 = zeros([nHidden]); the rest as in 1.4, requiresGrad last.',
  ],
};

export default grader;
