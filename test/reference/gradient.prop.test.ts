/** Every gradient of the reference beside central differences of its loss. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { backward } from '../../src/reference/backward.js';
import type { Activation } from '../../src/reference/activations.js';
import { fromTensor, type Matrix } from '../../src/reference/matrix.js';
import { type Network, twoLayerNetwork } from '../../src/reference/network.js';
import { Generator } from '../../src/torch/generator.js';
import { draws, lectureParameters, randomExamples } from './network-of.js';

const sizes = { vocabSize: 5, blockSize: 2, nEmbd: 3, nHidden: 4 };
const smooth: readonly Activation[] = ['tanh', 'sigmoid', 'linear'];

function build(seed: number, withBatchNorm: boolean, correction: 0 | 1, activation: Activation) {
  const generator = new Generator(seed);
  const parameters = lectureParameters(generator, sizes, { W1: 0.5, b1: 0.3, W2: 0.7, b2: 0.2 });
  const norm = withBatchNorm
    ? { bnGain: draws(generator, [1, sizes.nHidden], 1.5), bnBias: draws(generator, [1, sizes.nHidden], 0.5) }
    : {};
  const network = twoLayerNetwork({ ...parameters, ...norm }, { correction, activation });
  return { network, ...randomExamples(generator, sizes, 6) };
}

/** The parameters of a network beside their gradients. */
function pairs(network: Network, trace: ReturnType<typeof backward>): [string, Matrix, Matrix | null | undefined][] {
  return [
    ['C', network.embedding, trace.embedding],
    ...network.layers.flatMap((layer, index): [string, Matrix, Matrix | null | undefined][] => {
      const gradients = trace.layers[index];
      const named: [string, Matrix | null | undefined, Matrix | null | undefined][] = [
        ['weight', layer.weight, gradients?.weight],
        ['bias', layer.bias, gradients?.bias],
        ['gain', layer.batchNorm?.gain, gradients?.bnGain],
        ['shift', layer.batchNorm?.bias, gradients?.bnBias],
      ];
      return named.flatMap(([name, values, gradient]) => (values ? [[`${name} ${index}`, values, gradient]] : []));
    }),
  ];
}

test('gradients agree with central differences, with and without batch norm', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.boolean(),
      fc.constantFrom<0 | 1>(0, 1),
      fc.constantFrom(...smooth),
      (seed, withBatchNorm, correction, activation) => {
        const { network, X, Y } = build(seed, withBatchNorm, correction, activation);
        const trace = backward(network, X, Y);
        for (const [name, values, gradient] of pairs(network, trace)) {
          const index = seed % values.data.length;
          const kept = values.data[index] ?? 0;
          const step = 1e-5;
          const at = (value: number) => {
            values.data[index] = value;
            return backward(network, X, Y).loss;
          };
          const slope = (at(kept + step) - at(kept - step)) / (2 * step);
          values.data[index] = kept;
          const error = Math.abs((gradient?.data[index] ?? NaN) - slope);
          expect({ name, close: error < 1e-6 * (1 + Math.abs(slope)) }).toEqual({ name, close: true });
        }
      },
    ),
    { seed: 20, numRuns: 40 },
  );
});

test('batch norm makes the loss deaf to the hidden bias: its gradient is 0', () => {
  const { network, X, Y } = build(7, true, 0, 'tanh');
  const bias = backward(network, X, Y).layers[0]?.bias ?? fromTensor({ shape: [1], data: [1] });
  expect(bias.data.every((value) => Math.abs(value) < 1e-15)).toBe(true);
});
