import { expect, test } from '@jest/globals';
import { histogram, updateRatio } from '../../src/reference/histogram.js';
import { fromRows } from '../../src/reference/matrix.js';

test("bins as PyTorch's histc: an edge belongs to the bin above it, the upper end to the last", () => {
  // torch.histc(torch.tensor([-1., -0.5, 0., 0.5, 1.]), bins=4, min=-1, max=1) is [1, 1, 1, 2].
  expect(histogram(fromRows([[-1, -0.5, 0, 0.5, 1]]), 4, -1, 1)).toEqual({
    ...{ low: -1, high: 1, below: 0, above: 0 },
    counts: [1, 1, 1, 2],
  });
});

test('what is outside is counted apart, NaN nowhere', () => {
  const { counts, below, above } = histogram(fromRows([[-2, -1.0001, 0.1, 1.5, Infinity, NaN]]), 2, -1, 1);
  expect({ counts, below, above }).toEqual({ counts: [0, 1], below: 2, above: 2 });
});

test('no bins and empty ranges are refused', () => {
  const values = fromRows([[1]]);
  expect(() => histogram(values, 0, 0, 1)).toThrow('histogram: expected bins and a range, got 0 bins over [0, 1]');
  expect(() => histogram(values, 3, 1, 1)).toThrow('histogram: expected bins and a range, got 3 bins over [1, 1]');
});

test("the lecture's update:data ratio is the log10 of std(learningRate * gradient) / std(data)", () => {
  const values = fromRows([[-2, 0, 2]]);
  const gradient = fromRows([[-0.02, 0, 0.02]]);
  expect(updateRatio(values, gradient, 0.1)).toBeCloseTo(-3, 12);
});
