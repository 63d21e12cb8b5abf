/** SGD on the reference beside the same steps by autograd, and beside PyTorch's. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { loadExamples } from '../../src/dataset/load-examples.js';
import { type NamedParameters, twoLayerNetwork } from '../../src/reference/network.js';
import { train } from '../../src/reference/train.js';
import { F, Generator, noGrad, tensor, type Tensor } from '../../src/torch/index.js';
import { lectureNamesFile } from '../dataset/names-file.js';
import { draws, lectureParameters, randomExamples } from './network-of.js';

const sizes = { vocabSize: 11, blockSize: 3, nEmbd: 4, nHidden: 12 };
const learningRate = 0.1;

function batchesOf(generator: Generator, count: number) {
  return Array.from({ length: count }, () => randomExamples(generator, sizes, 16));
}

function withBatchNorm(generator: Generator, parameters: NamedParameters): NamedParameters {
  const { nHidden } = sizes;
  const ones = { shape: [1, nHidden], data: new Float32Array(nHidden).fill(1) };
  return { ...parameters, bnGain: ones, bnBias: draws(generator, [1, nHidden], 0.1) };
}

/** The losses of the same steps taken with the course's tensors. */
function trainByAutograd(parameters: NamedParameters, batches: ReturnType<typeof batchesOf>): number[] {
  const leaf = ({ shape, data }: { shape: readonly number[]; data: ArrayLike<number> }): Tensor =>
    tensor(Array.from(data)).view([...shape]);
  const { C: c, W1: w1, b1: a1, W2: w2, b2: a2, bnGain: gain, bnBias: bias } = parameters;
  const [C, W1, b1, W2, b2] = [leaf(c), leaf(w1), leaf(a1), leaf(w2), leaf(a2)];
  const norm = gain && bias ? { gain: leaf(gain), bias: leaf(bias) } : null;
  const all = [C, W1, b1, W2, b2, ...(norm ? [norm.gain, norm.bias] : [])];
  for (const parameter of all) parameter.requiresGrad = true;
  return batches.map(({ X, Y }) => {
    let hidden = C.index(X).view([X.length, -1]).matmul(W1).add(b1);
    if (norm) {
      const variance = hidden.var(0, { keepdim: true, correction: 0 });
      const centred = hidden.sub(hidden.mean(0, { keepdim: true }));
      hidden = centred.div(variance.add(1e-5).sqrt()).mul(norm.gain).add(norm.bias);
    }
    const loss = F.crossEntropy(hidden.tanh().matmul(W2).add(b2), Y);
    for (const parameter of all) parameter.grad = null;
    loss.backward();
    noGrad(() => {
      for (const parameter of all) {
        if (parameter.grad) parameter.sub_(parameter.grad.mul(learningRate));
      }
    });
    return loss.item();
  });
}

describe('train', () => {
  test.each([
    ['a plain network', false],
    ['a network with batch norm', true],
  ])('%s takes the steps that autograd takes', async (_, hasBatchNorm) => {
    const generator = new Generator(3);
    const plain = lectureParameters(generator, sizes, { W1: 0.5, b1: 0.3, W2: 0.5, b2: 0.2 });
    const parameters = hasBatchNorm ? withBatchNorm(generator, plain) : plain;
    const batches = batchesOf(generator, 40);
    const expected = trainByAutograd(parameters, batches);
    const { losses } = await train(twoLayerNetwork(parameters), batches, learningRate);
    expect(losses).toHaveLength(40);
    // float32 against float64: what 40 steps make of rounding errors of 6e-8.
    losses.forEach((loss, index) => expect(Math.abs(loss - (expected[index] ?? NaN))).toBeLessThan(2e-5));
    // The targets are random: they can be learned only a little, but another learning rate shows.
    const half = (await train(twoLayerNetwork(parameters), batches, learningRate / 2)).losses;
    expect(Math.abs((half.at(-1) ?? NaN) - (losses.at(-1) ?? NaN))).toBeGreaterThan(2e-3);
  });

  test('leaves the network that it started from as it was', async () => {
    const generator = new Generator(4);
    const network = twoLayerNetwork(lectureParameters(generator, sizes, { W1: 1, b1: 1, W2: 1, b2: 1 }));
    const before = JSON.stringify(network);
    const trained = await train(network, batchesOf(generator, 2), learningRate);
    expect(JSON.stringify(network)).toBe(before);
    expect(JSON.stringify(trained.network)).not.toBe(before);
  });

  test('stops at the first loss that is no finite number', async () => {
    const generator = new Generator(5);
    const start = lectureParameters(generator, sizes, { W1: 0.3, b1: 0, W2: 0.1, b2: 0 });
    // A learning rate that multiplies the weights each time by more than a number can hold in a few steps.
    const { losses } = await train(twoLayerNetwork(start), batchesOf(generator, 60), 1e160);
    expect(losses.length).toBeLessThan(10);
    expect(losses.slice(0, -1).every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(losses.at(-1))).toBe(false);
  });
});

const withNames = lectureNamesFile === null ? describe.skip : describe;

withNames("the lecture's training with names.txt (skipped without it)", () => {
  test('has the losses of its first 20 steps in PyTorch', async () => {
    const oracle = z
      .object({ every: z.array(z.tuple([z.number(), z.number()])) })
      .parse(JSON.parse(readFileSync(new URL('../fixtures/oracle/train_bn.json', import.meta.url), 'utf8')));
    const { X, Y } = (await loadExamples({ names: lectureNamesFile ?? '' })).train;
    const generator = new Generator(2147483647);
    const lecture = { vocabSize: 27, blockSize: 3, nEmbd: 10, nHidden: 200 };
    const drawn = lectureParameters(generator, lecture, { W1: 5 / 3 / Math.sqrt(30), b1: 0, W2: 0.01, b2: 0 });
    draws(generator, [27]); // b2, drawn and multiplied by 0
    const bnGain = { shape: [1, 200], data: new Float32Array(200).fill(1) };
    const bnBias = { shape: [1, 200], data: new Float32Array(200) };
    const batches = Array.from({ length: 20 }, () => {
      const indices = Array.from({ length: 32 }, () => generator.randint(0, X.length));
      return { X: indices.map((index) => X[index] ?? []), Y: indices.map((index) => Y[index] ?? 0) };
    });
    const start = twoLayerNetwork({ ...drawn, bnGain, bnBias }, { eps: 0, correction: 1 });
    const { losses } = await train(start, batches, learningRate);
    oracle.every.slice(0, 20).forEach(([step, loss]) => {
      expect(Math.abs((losses[step] ?? NaN) - loss)).toBeLessThan(1e-4);
    });
  });
});
