import { describe, expect, test } from '@jest/globals';
import { fromRows, fromTensor } from '../../src/reference/matrix.js';
import { twoLayerNetwork } from '../../src/reference/network.js';
import { reference } from '../../src/reference/reference.js';

const values = (data: ArrayLike<number>) => Array.from(data);

/** Two characters, contexts of two, one hidden unit: small enough to compute by hand. */
const tiny = {
  C: { shape: [2, 1], data: [1, -2] },
  W1: { shape: [2, 1], data: [0.5, 0.25] },
  b1: { shape: [1], data: [0.25] },
  W2: { shape: [1, 2], data: [2, -1] },
  b2: { shape: [2], data: [0, 0.5] },
};

describe('forward', () => {
  test('embeds, concatenates in order, and runs both layers', async () => {
    const { embedded, layers, logits } = await reference.forward(twoLayerNetwork(tiny), [
      [0, 1],
      [1, 0],
    ]);
    expect(values(embedded.data)).toEqual([1, -2, -2, 1]);
    expect(values(layers[0]?.preactivation.data ?? [])).toEqual([0.25, -0.5]); // 0.5 - 0.5 + 0.25; -1 + 0.25 + 0.25
    expect(logits.data[0]).toBeCloseTo(2 * Math.tanh(0.25), 12);
    expect(logits.data[3]).toBeCloseTo(0.5 - Math.tanh(-0.5), 12);
  });

  test('an index outside of the embedding is named', async () => {
    await expect(reference.forward(twoLayerNetwork(tiny), [[0, 2]])).rejects.toThrow(
      'embed: expected indices in 0..1, got 2 at [0, 1]',
    );
  });

  test('shapes that do not chain are named', async () => {
    const wrong = { ...tiny, W1: { shape: [3, 1], data: [1, 1, 1] } };
    await expect(reference.forward(twoLayerNetwork(wrong), [[0, 1]])).rejects.toThrow(
      'matmul: [1, 2] @ [3, 1]: inner dimensions 2 and 3 differ',
    );
  });
});

describe('loss', () => {
  test('of equal logits is ln V', async () => {
    expect(await reference.loss(fromRows([[3, 3, 3]]), [1])).toBeCloseTo(Math.log(3), 12);
  });

  test('is finite and right for logits of +-1000', async () => {
    expect(
      await reference.loss(
        fromRows([
          [1000, -1000],
          [1000, -1000],
        ]),
        [0, 1],
      ),
    ).toBe(1000);
  });

  test('refuses targets that do not fit', async () => {
    await expect(reference.loss(fromRows([[0, 0]]), [2])).rejects.toThrow(
      'crossEntropy: expected targets in 0..1, got 2',
    );
    await expect(reference.loss(fromRows([[0, 0]]), [])).rejects.toThrow(
      'crossEntropy: expected 1 targets, one for each row, got 0',
    );
  });
});

describe('statistics', () => {
  test('over all values and per feature', async () => {
    const figures = await reference.statistics(
      fromRows([
        [1, -0.98],
        [3, 0.98],
      ]),
      0.97,
    );
    expect(figures.mean).toBe(1);
    expect(figures.std).toBeCloseTo(Math.sqrt((0 + 1.98 ** 2 + 4 + 0.02 ** 2) / 3), 12);
    expect([figures.min, figures.max]).toEqual([-0.98, 3]);
    expect([figures.saturated, figures.saturatedUnits]).toEqual([1, 2]);
    expect(values(figures.featureMean.data)).toEqual([2, 0]);
    expect(figures.featureVariance.data[0]).toBe(1); // biased: over N
  });

  test('the threshold is strict, on the absolute value', async () => {
    expect((await reference.statistics(fromRows([[0.5, -0.5, 0.75, -0.75]]), 0.5)).saturated).toBe(0.5);
  });
});

test('fromTensor reads what it can and names what it cannot', () => {
  expect(fromTensor({ shape: [3], data: [1, 2, 3] })).toMatchObject({ rows: 1, cols: 3 });
  expect(fromTensor({ shape: [], data: [1] })).toMatchObject({ rows: 1, cols: 1 });
  expect(() => fromTensor({ shape: [1, 2, 1], data: [1, 2] })).toThrow(
    'fromTensor: expected at most 2 dimensions, got [1, 2, 1] with 2 values',
  );
});
