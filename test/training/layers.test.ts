/** Layers beside #torch's own functions, and the draws that PyTorch's golden runs do not show. */
import { describe, expect, test } from '@jest/globals';
import { F, Generator, randn, Tensor } from '../../src/torch/index.js';
import type { ActivationName } from '../../src/training/activations.js';
import { activationNames, activations } from '../../src/training/activations.js';
import { initializations } from '../../src/training/initializations.js';
import { BatchNorm1d, Linear } from '../../src/training/layers.js';
import { moments, saturatedShare } from '../../src/training/statistics.js';

const settings = { bnCorrection: 0, bnEps: 1e-5, bnMomentum: 0.1, bnRunning: 'var' } as const;

function drawn(generator: Generator, shape: readonly number[]): Tensor {
  return randn(shape, { generator }).mul(3).add(1);
}

/** The largest distance of two lists, in roundings of the larger value. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const roundings = Array.from(a, (value, index) => {
    const other = b[index] ?? NaN;
    return Math.abs(value - other) / (2 ** -24 * Math.max(Math.abs(value), Math.abs(other), 1));
  });
  return a.length === b.length ? Math.max(...roundings) : Infinity;
}

describe('BatchNorm1d', () => {
  test("keeps PyTorch's running statistics, and evaluates by them", () => {
    const generator = new Generator(1);
    const layer = new BatchNorm1d(5, settings);
    const [mean, variance] = [new Tensor(new Float32Array(5), [5]), new Tensor(new Float32Array(5).fill(1), [5])];
    for (let batch = 0; batch < 20; batch++) {
      const x = drawn(generator, [8, 5]);
      const expected = F.batchNorm(x, mean, variance, { training: true });
      expect(distance(layer.forward(x, true).data, expected.data)).toBeLessThan(4);
    }
    // Twenty batches of two roundings each, in either.
    expect(layer.buffers.map(({ name }) => name)).toEqual(['runningMean', 'runningVar']);
    expect(distance(layer.buffers[0]?.data ?? [], mean.data)).toBeLessThan(80);
    expect(distance(layer.buffers[1]?.data ?? [], variance.data)).toBeLessThan(80);
    const before = layer.buffers.map(({ data }) => data.slice());
    const one = drawn(generator, [1, 5]);
    expect(distance(layer.forward(one, false).data, F.batchNorm(one, mean, variance).data)).toBeLessThan(200);
    expect(layer.buffers.map(({ data }) => data)).toEqual(before);
  });

  test('keeps a std where it is asked to, and squares it', () => {
    const x = drawn(new Generator(2), [8, 3]);
    const layer = new BatchNorm1d(3, { ...settings, bnMomentum: 1, bnRunning: 'std', bnEps: 0, bnCorrection: 1 });
    const trained = layer.forward(x, true).data.slice();
    expect(layer.buffers[1]?.name).toBe('runningStd');
    expect(distance(layer.buffers[1]?.data ?? [], x.std(0).data)).toBeLessThan(4);
    // With momentum 1 the running statistics are the batch's: evaluation repeats the training pass.
    expect(distance(layer.forward(x, false).data, trained)).toBeLessThan(16);
  });

  test('keeps the unbiased variance whatever normalizes the batch', () => {
    const x = drawn(new Generator(3), [4, 6]);
    const kept = ([0, 1] as const).map((bnCorrection) => {
      const layer = new BatchNorm1d(6, { ...settings, bnCorrection, bnMomentum: 1 });
      layer.forward(x, true);
      return layer.buffers[1]?.data ?? new Float32Array();
    });
    for (const each of kept) expect(distance(each, x.var(0).data)).toBeLessThan(4);
  });
});

describe('Linear', () => {
  test('draws its bias behind its weight, even to multiply it by 0', () => {
    const start = { init: 'randn', gain: 1 } as const;
    const next = ([null, 'zeros', 0, 0.5] as const).map((bias) => {
      const generator = new Generator(4);
      const layer = new Linear(4, 20, { ...start, bias }, generator);
      return { next: generator.random(), bias: layer.parameters[1]?.tensor.data ?? null };
    });
    const plain = new Generator(4);
    randn([4, 20], { generator: plain });
    const [none, zeros, timesZero, half] = next;
    expect([none?.bias, none?.next]).toEqual([null, plain.random()]);
    expect(zeros?.bias?.every((value) => value === 0)).toBe(true);
    expect(zeros?.next).toBe(none?.next);
    expect(timesZero?.bias?.every((value) => value === 0)).toBe(true);
    expect(timesZero?.next).not.toBe(none?.next);
    expect(timesZero?.next).toBe(half?.next);
    expect(half?.bias?.some((value) => value !== 0)).toBe(true);
  });

  test('orthogonal weights keep a length, times the gain', () => {
    const weight = initializations.orthogonal.draw({ fanIn: 6, fanOut: 9 }, 2, new Generator(5));
    const products = weight.matmul(weight.t()).toArray<number[][]>(); // (6, 9) @ (9, 6)
    products.forEach((row, i) =>
      row.forEach((value, j) => expect(Math.abs(value - (i === j ? 4 : 0))).toBeLessThan(1e-5)),
    );
  });

  test('ones are the gain', () => {
    const weight = initializations.ones.draw({ fanIn: 2, fanOut: 3 }, 0.25, new Generator(5));
    expect(Array.from(weight.data)).toEqual(new Array(6).fill(0.25));
  });
});

describe('statistics', () => {
  test('are those of PyTorch: the sample std', () => {
    const x = drawn(new Generator(6), [7, 5]);
    const { mean, std } = moments(x.data);
    expect(Math.abs(mean - x.mean().item())).toBeLessThan(1e-6);
    expect(Math.abs(std - x.std().item())).toBeLessThan(1e-6);
  });

  test('saturation is a share of both flat ends, and of nothing without them', () => {
    const shares = (name: ActivationName, outputs: number[]) => saturatedShare(Float32Array.from(outputs), name);
    expect(shares('tanh', [0.98, -0.98, 0.96, 0])).toBe(0.5);
    expect(shares('sigmoid', [0.99, 0.01, 0.98, 0.5])).toBe(0.5);
    expect(activationNames.filter((name) => activations[name].isSaturated !== null)).toEqual(['tanh', 'sigmoid']);
    expect(shares('relu', [0, 0, 1])).toBeNull();
  });
});
