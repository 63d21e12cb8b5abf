import type { Initializer } from '../../src/checks/initializer.js';
import { lossCheck, saturationCheck } from '../../src/checks/network-checks.js';
import { networkConsequence } from '../../src/checks/network-consequence.js';
import { parametersCheck } from '../../src/checks/parameters-check.js';
import { drawnByFanIn, drawnWith, tanhGain, zeros } from '../../src/checks/start.js';
import { startsCheck } from '../../src/checks/starts-check.js';
import type { Grader } from '../../src/grading/check.js';

/** The network of 2.3 with a hidden layer whose scale follows from its number of inputs. */
const kaiming: Initializer = {
  exercise: '3.2',
  exportName: 'initKaiming',
  starts: {
    C: drawnWith(1, 'the std of the embedding of 1.2'),
    W1: drawnByFanIn(tanhGain),
    b1: zeros,
    W2: drawnWith(0.01, 'the std of the small output layer of 1.4'),
    b2: zeros,
  },
};

const grader: Grader = {
  id: '3.2',
  checks: [
    parametersCheck(kaiming, { points: 1, withGenerator: true }),
    startsCheck(
      kaiming,
      {
        id: 'hidden-weights',
        asks: 'W1 is drawn around 0 with standard deviation (5/3) / sqrt(fanIn), whatever fanIn is',
        points: 1,
      },
      {
        of: ['W1'],
        why: 'A pre-activation is a sum of fanIn products with W1: weights this wide push it far out, where tanh is flat and passes almost no gradient back.',
        whySmall:
          'A pre-activation is a sum of fanIn products with W1: with weights this narrow the signal shrinks at every tanh, and after ten layers little of it is left.',
        next: 'Take fanIn = blockSize * nEmbd from the config, draw W1 with randn, and multiply it by gain / Math.sqrt(fanIn) with the gain of tanh, 5/3.',
      },
    ),
    startsCheck(
      kaiming,
      { id: 'hidden-bias', asks: 'b1 starts at zero', points: 1 },
      {
        of: ['b1'],
        why: "Kaiming's rule counts on it: a bias adds its own variance to every pre-activation and pushes units towards one end of their tanh.",
        next: 'Make b1 with zeros([nHidden]).',
      },
    ),
    startsCheck(
      kaiming,
      {
        id: 'output-as-before',
        asks: 'C still has standard deviation 1 around 0 and W2 0.01, and b2 is still zero',
        points: 1,
      },
      {
        of: ['C'],
        why: "Kaiming's rule keeps the scale of a layer's inputs, and takes for granted that they come with standard deviation 1.",
        next: 'Leave C as randn draws it.',
      },
      {
        of: ['W2'],
        why: 'The logits spread with W2: a network that is certain before it has seen a name starts with a loss far above ln(vocabSize).',
        whySmall:
          'The gradient reaches the hidden layer through W2: the smaller it is, the less of it arrives there in the first steps.',
        next: 'Draw W2 with randn and multiply it by 0.01, as in 1.4: no tanh follows it, so it needs no gain.',
      },
      {
        of: ['b2'],
        why: 'An output bias prefers some characters to others before the first example.',
        next: 'Make b2 with zeros([vocabSize]).',
      },
    ),
    saturationCheck(kaiming, { points: 1, dependsOn: ['3.2/hidden-weights', '3.2/hidden-bias'] }),
    lossCheck(kaiming, { points: 1, dependsOn: ['3.2/output-as-before'] }),
  ],
  consequence: networkConsequence(kaiming, [
    'hidden-weights',
    'hidden-bias',
    'output-as-before',
    'saturation',
    'initial-loss',
  ]),
  hints: [
    'In 2.3 you found 0.2 by trial. Which number of the layer would have told you without trying, and what would it become with 500 inputs instead of 30?',
    'W1 has fanIn = blockSize * nEmbd rows. Its standard deviation is the gain of tanh, 5/3, over the square root of fanIn; b1 is zero, and C, W2 and b2 stay as they were in 1.4.',
    'W1 = randn([fanIn, nHidden], { generator }).mul(5 / 3 / Math.sqrt(fanIn)) with fanIn = blockSize * nEmbd; set requiresGrad = true on it and on the four others after scaling.',
  ],
};

export default grader;
