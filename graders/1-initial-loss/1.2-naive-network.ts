import type { Initializer } from '../../src/checks/initializer.js';
import { standardNormal } from '../../src/checks/start.js';
import { judgeGenerator } from '../../src/checks/judge-generator.js';
import { parametersCheck } from '../../src/checks/parameters-check.js';
import { startsCheck } from '../../src/checks/starts-check.js';
import { asNumber } from '../../src/grading/answers.js';
import type { Check, Grader } from '../../src/grading/check.js';
import { format } from '../../src/grading/format.js';
import { normalTensor, trained } from '../../src/checks/inputs.js';
import { lectureConfig, parameterShapes } from '../../src/checks/network.js';
import type { TensorValue } from '../../src/guest/contract/value.js';
import type { Generator } from '../../src/torch/generator.js';
import type { NetworkConfig } from '../../src/torch/course-types.js';

/** Everything from N(0, 1): what most people would write first. */
const naive: Initializer = {
  exercise: '1.2',
  exportName: 'initNaive',
  starts: {
    C: standardNormal,
    W1: standardNormal,
    b1: standardNormal,
    W2: standardNormal,
    b2: standardNormal,
  },
};

const next =
  'Give every parameter, biases too, one randn of its full shape: randn(shape, { generator, requiresGrad: true }).';

const drawnFromGenerator: Check = {
  id: '1.2/generator',
  asks: 'The same seed gives the same network, and every draw comes from the generator that was passed in',
  points: 1,
  run: (subject, context) => judgeGenerator(naive, subject, context),
};

/** A network of the judge's: countParameters is graded even while initNaive is still to do. */
function networkOf(config: NetworkConfig, generator: Generator): Readonly<Record<string, TensorValue>> {
  const shapes = Object.entries(parameterShapes(config));
  return Object.fromEntries(shapes.map(([name, shape]) => [name, trained(normalTensor(generator, shape))]));
}

const counted: Check = {
  id: '1.2/count-parameters',
  asks: 'countParameters counts every number that is trained: 11,897 in the lecture',
  points: 1,
  run: async (subject, { generator }) => {
    const configs: readonly NetworkConfig[] = [
      lectureConfig,
      { vocabSize: 11, blockSize: 2, nEmbd: 3, nHidden: 7 },
      { vocabSize: 64, blockSize: 8, nEmbd: 24, nHidden: 50 },
    ];
    const counts: string[] = [];
    for (const config of configs) {
      const { vocabSize: V, blockSize: B, nEmbd: E, nHidden: H } = config;
      const expected = V * E + B * E * H + H + H * V + V;
      const sum = `C ${V * E} + W1 ${B * E * H} + b1 ${H} + W2 ${H * V} + b2 ${V}`;
      const { value } = await subject.call('countParameters', networkOf(config, generator));
      const measured = asNumber(value, 'countParameters(p)');
      if (measured !== expected) {
        return {
          status: 'fail',
          rationale:
            `countParameters gives ${format(measured)} for a network of ${format(expected)} parameters (${sum}): ${format(Math.abs(measured - expected))} ` +
            `too ${measured < expected ? 'few' : 'many'}. Every element of every tensor is one number that training moves.`,
          measured,
          expected,
          error: Math.abs(measured - expected),
          next: 'Add up numel() over C, W1, b1, W2 and b2: the shapes come with the parameters, so that no number need be written out.',
        };
      }
      counts.push(format(measured));
    }
    return { status: 'pass', measured: counts.join(', '), expected: 'V E + B E H + H + H V + V at three sizes' };
  },
};

const grader: Grader = {
  id: '1.2',
  checks: [
    parametersCheck(naive, { points: 1, withGenerator: false }),
    startsCheck(
      naive,
      {
        id: 'weights',
        asks: 'C, W1 and W2 are drawn from N(0, 1)',
        points: 1,
      },
      {
        of: ['C', 'W1', 'W2'],
        why: 'The naive network is the one to measure the cures of 1.4 and 2.3 against, so it has to be naive: no factor, no other distribution.',
        next,
      },
    ),
    startsCheck(
      naive,
      {
        id: 'biases',
        asks: 'b1 and b2 are drawn from N(0, 1) too',
        points: 1,
      },
      {
        of: ['b1', 'b2'],
        why: 'In the naive network the biases are as random as the weights; that part of the trouble is to be seen too.',
        next,
      },
    ),
    drawnFromGenerator,
    counted,
  ],
  hints: [
    'Five tensors make up this network. Which shape does each need so that C[X].view(N, -1) @ W1 + b1 and tanh(...) @ W2 + b2 work out?',
    'C is [vocabSize, nEmbd], W1 [blockSize * nEmbd, nHidden], b1 [nHidden], W2 [nHidden, vocabSize], b2 [vocabSize]; each is a randn from the generator that you are given.',
    'W1: randn([blockSize * nEmbd, nHidden], { generator, requiresGrad: true }), the others alike; countParameters adds numel() over the five.',
  ],
};

export default grader;
