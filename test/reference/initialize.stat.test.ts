/**
 * Every initialization follows its distribution. Seeds are fixed; each comparison of a random figure is at alpha = 1e-6, two-sided (4.892
 * standard errors), and one standard error is the textbook's: std of n normal draws sigma / sqrt(2 n), mean sigma / sqrt(n).
 */
import { describe, expect, test } from '@jest/globals';
import { forward } from '../../src/reference/forward.js';
import { type Architecture, type Initialization, initialize, initializations } from '../../src/reference/initialize.js';
import { lsuv } from '../../src/reference/initializers/lsuv.js';
import { type Matrix, matmul, transpose } from '../../src/reference/matrix.js';
import type { Network } from '../../src/reference/network.js';
import { statistics } from '../../src/reference/statistics.js';
import { Generator } from '../../src/torch/generator.js';
import { randomExamples } from './network-of.js';

const Z = 4.892;
const base: Architecture = {
  ...{ vocabSize: 27, blockSize: 3, nEmbd: 10, hidden: [200, 100], activation: 'tanh', withBatchNorm: false },
};
const make = (name: Initialization, changes: Partial<Architecture> = {}, gain?: number): Network =>
  initialize(name, { ...base, ...changes }, new Generator(2147483647), gain);

const weightOf = ({ layers }: Network, index: number): Matrix => {
  const layer = layers[index];
  if (!layer) throw new Error(`expected a layer ${index}, got none`);
  return layer.weight;
};

/** How many standard errors the std of `weight` is from `std`, and its mean from 0. */
function standardErrors(weight: Matrix, std: number) {
  const count = weight.data.length;
  const measured = statistics(weight);
  return {
    ofStd: (measured.std - std) / (std / Math.sqrt(2 * count)),
    ofMean: measured.mean / (std / Math.sqrt(count)),
  };
}

describe('normal draws have the std of their rule, in every layer', () => {
  const fanIns = [30, 200, 100];
  const fanOuts = [200, 100, 27];
  const quiet = (hidden: (fanIn: number) => number) => [hidden(30), hidden(200), 0.01];
  const tanhGain = 5 / 3;
  test.each<[name: Initialization, stds: readonly number[], gain: number]>([
    ['naive', [1, 1, 1], tanhGain],
    ['fixedOutput', quiet(() => 1), tanhGain],
    ['adHoc', quiet(() => 0.2), tanhGain],
    ['xavier', fanIns.map((fanIn, layer) => Math.sqrt(2 / (fanIn + (fanOuts[layer] ?? NaN)))), tanhGain],
    ['kaiming', quiet((fanIn) => tanhGain / Math.sqrt(fanIn)), tanhGain],
    ['kaiming', quiet((fanIn) => Math.SQRT2 / Math.sqrt(fanIn)), Math.SQRT2],
    ['small', [0.01, 0.01, 0.01], tanhGain],
  ])('%s %p', (name, stds, gain) => {
    const { layers, embedding } = make(name, {}, gain);
    const judged = [
      ...layers.map(({ weight }, layer) => ({ weight, std: stds[layer] ?? NaN })),
      { weight: embedding, std: 1 },
    ];
    for (const { weight, std } of judged) {
      const { ofStd, ofMean } = standardErrors(weight, std);
      expect(Math.abs(ofStd)).toBeLessThan(Z);
      expect(Math.abs(ofMean)).toBeLessThan(Z);
    }
  });

  test('negative control: Kaiming without its gain, and Xavier at another shape, are rejected', () => {
    const hidden = weightOf(make('kaiming', {}, 1), 0);
    const xavier = weightOf(make('xavier'), 0);
    expect(Math.abs(standardErrors(hidden, 5 / 3 / Math.sqrt(30)).ofStd)).toBeGreaterThan(Z);
    expect(Math.abs(standardErrors(xavier, Math.sqrt(2 / 30)).ofStd)).toBeGreaterThan(Z);
  });
});

test('biases are drawn where the lecture draws them, and 0 elsewhere', () => {
  for (const name of initializations) {
    const drawn = make(name).layers.map(({ bias }) => bias?.data.some((value) => value !== 0));
    const expected = name === 'naive' ? [true, true, true] : [name === 'fixedOutput', name === 'fixedOutput', false];
    expect([name, drawn]).toEqual([name, expected]);
  }
});

test('with batch norm every hidden layer has gain 1 and bias 0, the output layer none; the weights are the same', () => {
  for (const name of initializations) {
    const plain = make(name);
    const normalized = make(name, { withBatchNorm: true });
    expect(
      normalized.layers.map(
        ({ batchNorm }) => batchNorm && [...new Set([...batchNorm.gain.data, 2, ...batchNorm.bias.data])],
      ),
    ).toEqual([[1, 2, 0], [1, 2, 0], null]);
    expect(normalized.layers.map(({ weight }) => weight)).toEqual(plain.layers.map(({ weight }) => weight));
    expect(plain.layers.every(({ batchNorm }) => batchNorm === null)).toBe(true);
  }
});

test('zeros and ones are constant, uniform is U[0, 1]', () => {
  expect(make('zeros').layers.every(({ weight }) => weight.data.every((value) => value === 0))).toBe(true);
  expect(make('ones').layers.every(({ weight }) => weight.data.every((value) => value === 1))).toBe(true);
  for (const { weight } of make('uniform').layers) {
    const { mean, std, min, max } = statistics(weight);
    const count = weight.data.length;
    expect(min).toBeGreaterThanOrEqual(0);
    expect(max).toBeLessThan(1);
    expect(Math.abs(mean - 0.5)).toBeLessThan((Z * Math.sqrt(1 / 12)) / Math.sqrt(count));
    // The std of n uniform draws varies by sigma sqrt(0.2 / n).
    expect(Math.abs(std - Math.sqrt(1 / 12))).toBeLessThan(Z * Math.sqrt(1 / 12) * Math.sqrt(0.2 / count));
  }
});

describe('orthogonal', () => {
  /** The largest distance of the Gram matrix of the shorter side from gain^2 I. */
  const defect = (weight: Matrix, gain: number): number => {
    const tall = weight.rows >= weight.cols ? weight : transpose(weight);
    const gram = matmul(transpose(tall), tall); // (short, short)
    return gram.data.reduce((worst, value, index) => {
      const isDiagonal = index % gram.cols === Math.floor(index / gram.cols);
      return Math.max(worst, Math.abs(value - (isDiagonal ? gain ** 2 : 0)));
    }, 0);
  };

  test.each([1, 5 / 3])('W^T W = gain^2 I (W W^T for wide ones), gain %p', (gain) => {
    const { layers } = make('orthogonal', {}, gain);
    // Twice-repeated Gram-Schmidt is orthogonal to a small multiple of float64's unit roundoff times the length (Giraud et al. 2005).
    for (const [index, { weight }] of layers.entries()) {
      expect(defect(weight, index === 2 ? 1 : gain)).toBeLessThan(200 * 2 ** -52 * gain ** 2);
    }
  });

  test('negative control: normal weights of the same spread are not orthogonal', () => {
    expect(defect(weightOf(make('kaiming', {}, 1), 1), 1)).toBeGreaterThan(0.1);
  });
});

describe('lsuv', () => {
  const { X } = randomExamples(new Generator(5), { vocabSize: 27, blockSize: 3, nEmbd: 10, nHidden: 200 }, 128);
  const stds = (network: Network) =>
    forward(network, X).layers.map(({ preactivation }) => statistics(preactivation).std);

  test.each(['tanh', 'relu'] as const)('every layer reaches a std of 1 within its tolerance: %s', (activation) => {
    const start = make('orthogonal', { activation }, 1);
    for (const std of stds(lsuv(start, X))) expect(Math.abs(std - 1)).toBeLessThanOrEqual(0.01);
    // Negative control: it is not so before.
    expect(stds(start).some((std) => Math.abs(std - 1) > 0.01)).toBe(true);
  });

  test('only the size of the weights changes', () => {
    const start = make('orthogonal', {}, 1);
    lsuv(start, X).layers.forEach(({ weight }, layer) => {
      const before = weightOf(start, layer).data;
      const factor = (weight.data[0] ?? NaN) / (before[0] ?? NaN);
      const off = weight.data.map((value, index) => Math.abs(value - factor * (before[index] ?? NaN)));
      expect(off.reduce((worst, each) => Math.max(worst, each), 0)).toBeLessThan(1e-12);
    });
  });

  test('weights of zeros cannot be helped', () => {
    expect(() => lsuv(make('zeros'), X)).toThrow('lsuv: expected layer 0 to vary over the batch, its std is 0');
  });
});

describe('fixup (Zhang, Dauphin and Ma 2019)', () => {
  test('the output layer is 0, so that the first loss is ln V whatever is in front of it', () => {
    const network = make('fixup', { activation: 'relu' });
    expect(network.layers.at(-1)?.weight.data.every((value) => value === 0)).toBe(true);
  });

  test.each([1, 4, 16])("hidden weights are Kaiming's times L^(-1 / (2 m - 2)) with m = 2: %p layers", (depth) => {
    const hidden = Array.from({ length: depth }, () => 150);
    const { layers } = make('fixup', { hidden, activation: 'relu' });
    for (const { weight } of layers.slice(0, -1)) {
      const std = Math.sqrt(2 / weight.rows) * depth ** -0.5;
      expect(Math.abs(standardErrors(weight, std).ofStd)).toBeLessThan(Z);
      if (depth > 1) expect(Math.abs(standardErrors(weight, Math.sqrt(2 / weight.rows)).ofStd)).toBeGreaterThan(Z);
    }
  });
});
