import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { PythonRandom } from '../../src/dataset/python-random.js';

const numbers = z.array(z.number());
const { cases } = z
  .object({
    cases: z.array(z.object({ length: z.number(), seed: z.number(), first: numbers, last: numbers, fold: z.number() })),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/oracle/python_shuffle.json', import.meta.url), 'utf8')));

const upTo = (length: number) => Array.from({ length }, (_, index) => index);

describe('PythonRandom.shuffle', () => {
  test.each(cases)(
    'leaves $length items in the order of CPython with seed $seed',
    ({ length, seed, first, last, fold }) => {
      const order = new PythonRandom(seed).shuffle(upTo(length));
      expect(order.slice(0, 20)).toEqual(first);
      expect(order.slice(-5)).toEqual(last);
      expect(order.reduce((value, index) => (value * 31 + index) % 1000003, 0)).toBe(fold);
    },
  );

  test('leaves the array that it was given as it is', () => {
    const items = upTo(50);
    new PythonRandom(42).shuffle(items);
    expect(items).toEqual(upTo(50));
  });

  test('goes on with its stream: a second shuffle has another order', () => {
    const random = new PythonRandom(42);
    expect(random.shuffle(upTo(50))).not.toEqual(random.shuffle(upTo(50)));
  });

  test('takes none and one', () => {
    expect(new PythonRandom(42).shuffle([])).toEqual([]);
    expect(new PythonRandom(42).shuffle(['emma'])).toEqual(['emma']);
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])('refuses the seed %d', (seed) => {
    expect(() => new PythonRandom(seed)).toThrow(
      new RangeError(`random.seed: expected a whole number below 2^53, got ${seed}; pass an integer such as 42`),
    );
  });
});
