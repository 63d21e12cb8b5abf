/** The reference beside PyTorch's figures for the lecture's networks (test/fixtures/oracle/tutorial.json). */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { twoLayerNetwork } from '../../src/reference/network.js';
import { reference } from '../../src/reference/reference.js';
import { Generator } from '../../src/torch/generator.js';
import { lectureNamesFile } from '../dataset/names-file.js';
import { draws, lectureParameters } from './network-of.js';

const figures = z.object({ mean: z.number(), std: z.number(), min: z.number(), max: z.number() });
const run = z.object({
  batch_indices: z.array(z.number()),
  loss: z.number(),
  preactivation: figures,
  h: figures,
  saturation: z.number(),
  logits: figures,
  W1: figures,
  C_row0: z.array(z.number()),
  grads: z.record(z.string(), z.object({ mean: z.number(), std: z.number() })),
  bn_mean_first5: z.array(z.number()).optional(),
  bn_var_first5: z.array(z.number()).optional(),
});
const runs = z.record(z.string(), z.unknown());
const oracle = runs.parse(
  JSON.parse(readFileSync(new URL('../fixtures/oracle/tutorial.json', import.meta.url), 'utf8')),
);

const SEED = 2147483647;
const sizes = { vocabSize: 27, blockSize: 3, nEmbd: 10, nHidden: 200 };
const kaiming = 5 / 3 / Math.sqrt(30);
const networks = {
  '1.3_naive': { W1: 1, b1: 1, W2: 1, b2: 1 },
  '1.4_fixed_output': { W1: 1, b1: 1, W2: 0.01, b2: 0 },
  '2.3_adhoc_0.2': { W1: 0.2, b1: 0, W2: 0.01, b2: 0 },
  '3.2_kaiming': { W1: kaiming, b1: 0, W2: 0.01, b2: 0 },
  '4.2_batchnorm': { W1: kaiming, b1: 0, W2: 0.01, b2: 0 },
  xavier: { W1: 1 / Math.sqrt(30), b1: 0, W2: 1 / Math.sqrt(200), b2: 0 },
} as const;

/** PyTorch computes in float32, and draws agree within 2e-6: relative 1e-4 of each figure's own scale is far from any mistake. */
function near(measured: number, expected: number, scale: number) {
  expect(Math.abs(measured - expected)).toBeLessThan(1e-4 * Math.max(Math.abs(expected), scale));
}

test.each(Object.entries(networks))('%s: the weights that the figures belong to, without the data', (name, factors) => {
  const { C_row0, W1 } = run.parse(oracle[name]);
  const parameters = lectureParameters(new Generator(SEED), sizes, factors);
  C_row0.forEach((value, index) => near(parameters.C.data[index] ?? NaN, value, 1));
  const { data } = parameters.W1;
  near(Array.from(data).reduce((sum, value) => sum + value, 0) / data.length, W1.mean, W1.std);
});

if (lectureNamesFile === null) {
  test.skip('the figures on data: names.txt is not here (STEPZERO_NAMES names it)', () => undefined);
}
const describeWithNames = lectureNamesFile === null ? describe.skip : describe;

describeWithNames("with the lecture's names", () => {
  test.each(Object.entries(networks))('%s: loss, statistics and gradients', async (name, factors) => {
    const expected = run.parse(oracle[name]);
    const examples = await loadExamples({ names: lectureNamesFile ?? '' });
    const generator = new Generator(SEED);
    const drawn = lectureParameters(generator, sizes, factors);
    const ones = { shape: [1, 200], data: new Float32Array(200).fill(1) };
    const none = { shape: [1, 200], data: new Float32Array(200) };
    const parameters = name === '4.2_batchnorm' ? { ...drawn, bnGain: ones, bnBias: none } : drawn;
    const indices = Array.from({ length: 32 }, () => generator.randint(0, examples.train.X.length));
    expect(indices).toEqual(expected.batch_indices);

    const X = indices.map((index) => examples.train.X[index] ?? []);
    const Y = indices.map((index) => examples.train.Y[index] ?? 0);
    const { loss, forward, embedding, layers } = await reference.backward(twoLayerNetwork(parameters), X, Y);
    near(loss, expected.loss, 1);
    const [hidden, output] = forward.layers;
    if (!hidden || !output) throw new Error('expected two layers');
    const stages = [
      [hidden.preactivation, expected.preactivation],
      [hidden.output, expected.h],
      [output.output, expected.logits],
    ] as const;
    for (const [values, target] of stages) {
      const statistics = await reference.statistics(values);
      for (const key of ['mean', 'std', 'min', 'max'] as const) near(statistics[key], target[key], target.std);
    }
    expect((await reference.statistics(hidden.output)).saturated).toBeCloseTo(expected.saturation, 6);
    const gradients = {
      C: embedding,
      W1: layers[0]?.weight,
      W2: layers[1]?.weight,
      b2: layers[1]?.bias,
      bn_gain: layers[0]?.bnGain,
      bn_bias: layers[0]?.bnBias,
    };
    for (const [parameter, gradient] of Object.entries(gradients)) {
      const target = expected.grads[parameter];
      if (!gradient || !target) continue;
      near((await reference.statistics(gradient)).std, target.std, target.std);
    }
    expected.bn_mean_first5?.forEach((value, index) => near(hidden.normalized?.mean.data[index] ?? NaN, value, 1));
    expected.bn_var_first5?.forEach((value, index) => near(hidden.normalized?.variance.data[index] ?? NaN, value, 1));
  });
});

describe('the comparison itself', () => {
  test('a wrong embedding order does not pass for the right one', async () => {
    const generator = new Generator(1);
    const parameters = {
      ...lectureParameters(generator, sizes, networks['1.4_fixed_output']),
      b1: draws(generator, [200]),
    };
    const network = twoLayerNetwork(parameters);
    const right = await reference.forward(network, [[1, 2, 3]]);
    const wrong = await reference.forward(network, [[3, 2, 1]]);
    expect(() => near(wrong.logits.data[0] ?? 0, right.logits.data[0] ?? 0, 0.1)).toThrow();
  });
});
