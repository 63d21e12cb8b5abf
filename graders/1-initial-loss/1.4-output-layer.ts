import type { Initializer } from '../../src/checks/initializer.js';
import { drawnWith, standardNormal, zeros } from '../../src/checks/start.js';
import { logitsCheck, lossCheck } from '../../src/checks/network-checks.js';
import { networkConsequence } from '../../src/checks/network-consequence.js';
import { parametersCheck } from '../../src/checks/parameters-check.js';
import { startsCheck } from '../../src/checks/starts-check.js';
import type { Grader } from '../../src/grading/check.js';

/** The naive network with a small output layer. */
const fixedOutput: Initializer = {
  exercise: '1.4',
  exportName: 'initFixedOutput',
  starts: {
    C: standardNormal,
    W1: standardNormal,
    b1: standardNormal,
    W2: drawnWith(0.01, "the std of the lecture's small output layer"),
    b2: zeros,
  },
};

const grader: Grader = {
  id: '1.4',
  checks: [
    parametersCheck(fixedOutput, { points: 1, withGenerator: true }),
    startsCheck(
      fixedOutput,
      {
        id: 'output-weights',
        asks: 'W2 is drawn with standard deviation 0.01',
        points: 1,
      },
      {
        of: ['W2'],
        why: 'Every logit is a sum of nHidden products with W2 and grows by the same factor: the network is certain of its guesses before it has seen a name, and nearly always wrong.',
        whySmall:
          'The gradient reaches the hidden layer through W2: the smaller it is, the less of it arrives there in the first steps.',
        next: 'Draw W2 with randn and multiply it by 0.01, the standard deviation, not its square: randn([nHidden, vocabSize], { generator }).mul(0.01).',
      },
    ),
    startsCheck(
      fixedOutput,
      {
        id: 'output-bias',
        asks: 'b2 starts at zero',
        points: 1,
      },
      {
        of: ['b2'],
        why: 'A random output bias prefers some characters to others whatever the context says, and the loss has to train it away first.',
        next: 'Make b2 with zeros([vocabSize]).',
      },
    ),
    startsCheck(
      fixedOutput,
      {
        id: 'rest-unchanged',
        asks: 'C, W1 and b1 are still drawn from N(0, 1)',
        points: 1,
      },
      {
        of: ['C', 'W1', 'b1'],
        why: 'This exercise changes the output layer alone, so that its effect can be seen; the hidden layer has its turn in 2.3.',
        next: 'Draw C, W1 and b1 as in 1.2, by randn without a factor.',
      },
    ),
    // A wrong b2 shows in the logits and a wrong W2 in the loss: each is told once besides its own check.
    logitsCheck(fixedOutput, { points: 1, dependsOn: ['1.4/output-weights'] }),
    lossCheck(fixedOutput, { points: 1, dependsOn: ['1.4/output-bias'] }),
  ],
  consequence: networkConsequence(fixedOutput, [
    'output-weights',
    'output-bias',
    'rest-unchanged',
    'logits-are-small',
    'initial-loss',
  ]),
  hints: [
    'Which loss would a network have that gives every character the same probability, and what would its logits be?',
    'The logits are h @ W2 + b2. They are all near zero where W2 is small and b2 is zero; W2 exactly zero would keep the gradient from the hidden layer.',
    'W2 = randn([nHidden, vocabSize], { generator }).mul(0.01) and b2 = zeros([vocabSize]); then requiresGrad = true on the five finished tensors.',
  ],
};

export default grader;
