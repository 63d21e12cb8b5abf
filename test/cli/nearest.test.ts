import { expect, test } from '@jest/globals';
import { nearest } from '../../src/cli/nearest.js';

test.each([
  ['saturaton', 'saturation'],
  ['Kaiming-Std', 'kaiming-std'],
  ['vocabluary', 'vocabulary'],
  ['zebra', undefined],
  ['', undefined],
])('%j: did you mean %j', (word, meant) => {
  expect(nearest(word, ['saturation', 'kaiming-std', 'vocabulary'])).toBe(meant);
});
