/** Torch's float32 gradients lie within their bounds of the float64 reference, and the bounds are small enough to mean something. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gradientBounds } from '../../src/grading/tolerance.js';
import { backward } from '../../src/reference/backward.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { twoLayerNetwork } from '../../src/reference/network.js';
import { Generator } from '../../src/torch/generator.js';
import { F, Tensor } from '../../src/torch/index.js';
import { draws, randomExamples } from '../reference/network-of.js';

const sizes = { vocabSize: 9, blockSize: 3, nEmbd: 4, nHidden: 12 };

test('float32 gradients keep to their bounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(0.1, 1, 3), (seed, scale) => {
      const generator = new Generator(seed);
      const { vocabSize, blockSize, nEmbd, nHidden } = sizes;
      const given = {
        C: draws(generator, [vocabSize, nEmbd]),
        W1: draws(generator, [blockSize * nEmbd, nHidden], scale),
        b1: draws(generator, [nHidden]),
        W2: draws(generator, [nHidden, vocabSize], scale),
        b2: draws(generator, [vocabSize]),
      };
      const { X, Y } = randomExamples(generator, sizes, 10);
      const tensor = ({ data, shape }: (typeof given)['C']) => new Tensor(data.slice(), shape, { requiresGrad: true });
      const p = {
        C: tensor(given.C),
        W1: tensor(given.W1),
        b1: tensor(given.b1),
        W2: tensor(given.W2),
        b2: tensor(given.b2),
      };
      const h = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1).tanh();
      F.crossEntropy(h.matmul(p.W2).add(p.b2), Y).backward();

      const exact = backward(twoLayerNetwork(given), X, Y);
      const [hidden, output] = exact.layers;
      const [trace] = exact.forward.layers;
      if (!hidden?.bias || !output?.bias || !trace) throw new Error('expected two layers with biases');
      const bounds = gradientBounds({
        X,
        Y,
        C: fromTensor(given.C),
        embedded: exact.forward.embedded,
        W1: fromTensor(given.W1),
        b1: fromTensor(given.b1),
        h: trace.output,
        W2: fromTensor(given.W2),
        b2: fromTensor(given.b2),
        logits: exact.forward.logits,
        logitsGradient: output.output,
        hGradient: hidden.output,
      });
      const expected = { C: exact.embedding, W1: hidden.weight, b1: hidden.bias, W2: output.weight, b2: output.bias };
      for (const name of ['C', 'W1', 'b1', 'W2', 'b2'] as const) {
        const measured = Array.from(p[name].grad?.data ?? []);
        const largest = expected[name].data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        const outside = measured.filter(
          (value, index) =>
            !(Math.abs(value - (expected[name].data[index] ?? NaN)) <= (bounds[name][index] ?? 0) + 1e-30),
        );
        expect({ name, count: measured.length, outside }).toEqual({
          name,
          count: expected[name].data.length,
          outside: [],
        });
        // Negative control: an error of 1 % of the largest gradient is outside.
        expect(bounds[name].every((bound) => bound < 0.01 * largest)).toBe(true);
      }
    }),
    { seed: 3, numRuns: 30 },
  );
});
