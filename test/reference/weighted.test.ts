/** Figures of a whole data set from its distinct contexts, beside those of every example in its turn. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { crossEntropy } from '../../src/reference/cross-entropy.js';
import { distinctContexts, eachContext } from '../../src/reference/distinct-contexts.js';
import { forward } from '../../src/reference/forward.js';
import { initialize } from '../../src/reference/initialize.js';
import { type Network, twoLayerNetwork } from '../../src/reference/network.js';
import { statistics } from '../../src/reference/statistics.js';
import { measureWeighted } from '../../src/reference/weighted.js';
import { Generator } from '../../src/torch/generator.js';
import { lectureNamesFile } from '../dataset/names-file.js';
import { draws, lectureParameters, randomExamples } from './network-of.js';

const sizes = { vocabSize: 5, blockSize: 2, nEmbd: 3, nHidden: 9 };

function compareWithEvery(network: Network, X: number[][], Y: number[], weighing = distinctContexts): void {
  const figures = measureWeighted(network, weighing(X, Y, sizes.vocabSize));
  const { layers, logits } = forward(network, X);
  const hidden = layers.slice(0, -1).map(({ output }) => statistics(output));
  expect(figures.loss).toBeCloseTo(crossEntropy(logits, Y), 11);
  expect(figures.saturated).toBeCloseTo(hidden.reduce((sum, each) => sum + each.saturated, 0) / hidden.length, 11);
  expect(figures.deadUnits).toBe(hidden.reduce((sum, each) => sum + each.saturatedUnits, 0));
}

describe('measureWeighted', () => {
  test.each([false, true])('gives what all examples give one by one (batch norm: %s, two hidden layers)', (norm) => {
    const generator = new Generator(8);
    const shape = { ...sizes, hidden: [9, 9], activation: 'tanh', withBatchNorm: norm } as const;
    const { X, Y } = randomExamples(generator, sizes, 400);
    const network = initialize('naive', shape, generator);
    compareWithEvery(network, X, Y);
    compareWithEvery(network, X, Y, eachContext);
  });

  test('a unit is dead when it is saturated on every example, and on no fewer', () => {
    const generator = new Generator(9);
    const parameters = lectureParameters(generator, sizes, { W1: 0, b1: 0, W2: 1, b2: 0 });
    const b1 = { shape: [9], data: new Float32Array(9) };
    b1.data.set([20, -20, 1]); // tanh(1) is 0.76
    const W1 = { shape: [6, 9], data: new Float32Array(54) };
    const C = draws(generator, [5, 3]);
    // The fourth unit is far out for every context but those that begin with character 0.
    C.data.set([0, 0, 0], 0);
    for (const row of [1, 2, 3, 4]) C.data[row * 3] = 1;
    W1.data[3] = 30;
    const X = Array.from({ length: 25 }, (_, index) => [Math.floor(index / 5), index % 5]);
    const Y = X.map(() => 0);
    const at = (contexts: number[][]) =>
      measureWeighted(
        twoLayerNetwork({ ...parameters, C, W1, b1 }),
        distinctContexts(contexts, Y.slice(0, contexts.length), 5),
      );
    expect(at(X)).toMatchObject({ units: 9, deadUnits: 2 });
    expect(at(X.filter(([first]) => first !== 0))).toMatchObject({ units: 9, deadUnits: 3 });
  });
});

const SEED = 2147483647;
const lecture = { vocabSize: 27, blockSize: 3, nEmbd: 10, nHidden: 200 };
const kaiming = 5 / 3 / Math.sqrt(30);
const networks = {
  '1.3_naive': { W1: 1, b1: 1, W2: 1, b2: 1 },
  '1.4_fixed_output': { W1: 1, b1: 1, W2: 0.01, b2: 0 },
  '3.2_kaiming': { W1: kaiming, b1: 0, W2: 0.01, b2: 0 },
  '4.2_batchnorm': { W1: kaiming, b1: 0, W2: 0.01, b2: 0 },
} as const;
const trainSet = z.object({
  train_set: z.object({ loss: z.number(), saturation: z.number(), dead_neurons: z.number() }),
});
const withNames = lectureNamesFile === null ? describe.skip : describe;

withNames("PyTorch's figures of all 182,625 examples (skipped without names.txt)", () => {
  test.each(Object.entries(networks))('%s', async (name, factors) => {
    const oracle = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(readFileSync(new URL('../fixtures/oracle/tutorial.json', import.meta.url), 'utf8')));
    const expected = trainSet.parse(oracle[name]).train_set;
    const { X, Y } = (await loadExamples({ names: lectureNamesFile ?? '' })).train;
    const drawn = lectureParameters(new Generator(SEED), lecture, factors);
    const ones = { shape: [1, 200], data: new Float32Array(200).fill(1) };
    const none = { shape: [1, 200], data: new Float32Array(200) };
    const parameters = name === '4.2_batchnorm' ? { ...drawn, bnGain: ones, bnBias: none } : drawn;
    const figures = measureWeighted(twoLayerNetwork(parameters), distinctContexts(X, Y, 27));
    // float32 over 182,625 examples against float64.
    expect(Math.abs(figures.loss / expected.loss - 1)).toBeLessThan(1e-4);
    expect(figures.saturated).toBeCloseTo(expected.saturation, 4);
    expect(figures.deadUnits).toBe(expected.dead_neurons);
  });
});
