/**
 * The band of the initial loss holds for right output layers and refuses wrong ones. alpha: the band fails a right layer with
 * probability 1e-6, so 300 of them (fixed seeds) fail with probability 3e-4.
 */
import { expect, test } from '@jest/globals';
import { lossBand, outputLossMargin, within } from '../../src/grading/tolerance.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { crossEntropy } from '../../src/reference/cross-entropy.js';
import { linear } from '../../src/reference/linear.js';
import { predictLoss } from '../../src/reference/predict/loss.js';
import { Generator } from '../../src/torch/generator.js';
import { draws } from '../reference/network-of.js';

const [rows, nHidden, vocabSize] = [16, 30, 27];
const SIGMA = 0.02;
const h = fromTensor({
  shape: [rows, nHidden],
  data: draws(new Generator(1), [rows, nHidden]).data.map((value) => Math.tanh(value)),
});
const targets = new Generator(2);
const Y = Array.from({ length: rows }, () => targets.randint(0, vocabSize));
const prediction = predictLoss(h, Y, vocabSize, SIGMA, 6.5);

/** The loss with a W2 of that standard deviation, drawn from that seed. */
function lossOf(seed: number, std: number): number {
  const W2 = fromTensor(draws(new Generator(seed), [nHidden, vocabSize], std));
  return crossEntropy(linear(h, W2, null), Y);
}

test('the losses of right layers lie in the band, and it is no wider than they need', () => {
  const band = lossBand(prediction);
  const losses = Array.from({ length: 300 }, (_, seed) => lossOf(seed, SIGMA));
  expect(losses.filter((loss) => !within(band, loss))).toEqual([]);
  const spread = Math.max(...losses) - Math.min(...losses);
  expect(band.high - band.low).toBeLessThan(3 * spread);
});

test('negative control: of output layers ten times as wide most are refused, a hundred times as wide all', () => {
  const band = lossBand(prediction);
  const accepted = (factor: number) =>
    Array.from({ length: 50 }, (_, seed) => lossOf(seed, factor * SIGMA)).filter((loss) => within(band, loss)).length;
  // A loss alone cannot refuse them all: some wide layers happen to guess well. That is why W2's std has a check of its own.
  expect(accepted(10)).toBeLessThan(15);
  expect(accepted(100)).toBe(0);
});

test('the margin of a deep network holds for output layers of gain 0.5, refuses gain 5, and never exceeds 0.5', () => {
  const margin = outputLossMargin(Float32Array.from(h.data), Y, vocabSize);
  const off = (seed: number, gain: number) => Math.abs(lossOf(seed, gain / nHidden ** 0.5) - Math.log(vocabSize));
  const seeds = Array.from({ length: 300 }, (_, seed) => seed);
  expect(seeds.filter((seed) => off(seed, 0.5) > margin)).toEqual([]);
  expect(seeds.slice(0, 50).filter((seed) => off(seed, 5) <= margin)).toEqual([]);
  expect(margin).toBeGreaterThan(0);
  expect(margin).toBeLessThanOrEqual(0.5);
});

test('more comparisons make the band wider, never narrower; without randomness nothing is left of it', () => {
  const [one, three] = [lossBand(prediction), lossBand(prediction, 3)];
  expect(three.low).toBeLessThan(one.low);
  expect(three.high).toBeGreaterThan(one.high);
  const still = {
    base: Math.log(27),
    linearStd: 0,
    remainder: { trace: 0, frobenius: 0, largest: 0 },
    expected: Math.log(27),
  };
  expect(lossBand(still)).toMatchObject({ low: Math.log(27), high: Math.log(27) });
});
