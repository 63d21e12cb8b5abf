import { expect, test } from '@jest/globals';
import { fateOf } from '../../src/experiments/sweep.js';
import { spreadOf } from '../../src/experiments/spread.js';

test('a spread is the mean and the sample standard deviation of the values that are there', () => {
  expect(spreadOf([1, 2, 6])).toEqual({ mean: 3, std: Math.sqrt(7), values: [1, 2, 6] });
  expect(spreadOf([4])).toEqual({ mean: 4, std: null, values: [4] });
  expect(spreadOf([null, 2, NaN, 4])).toEqual({ mean: 3, std: Math.SQRT2, values: [null, 2, null, 4] });
  expect(spreadOf([null])).toEqual({ mean: null, std: null, values: [null] });
});

test('a signal vanishes below half, explodes above twice the first layer, and overflow is an explosion', () => {
  expect(fateOf({ rms: [1, 0.3, 0.51] })).toBe('steady');
  expect(fateOf({ rms: [1, 0.49] })).toBe('vanishes');
  expect(fateOf({ rms: [0, 0] })).toBe('vanishes');
  expect(fateOf({ rms: [1, 2.01] })).toBe('explodes');
  expect(fateOf({ rms: [1, Infinity, NaN] })).toBe('explodes');
});
