/**
 * Plans over the distinct contexts of a set, and the statistics of a matrix, give on every backend what float64 gives over every
 * example, within derived bounds (differential/whole-set-main.ts computes it in plain Node).
 */
import { describe, expect, test } from '@jest/globals';
import { wholeSetSchema } from './differential/whole-set-report.js';
import { inPlainNode } from './plain-node.js';

const report = inPlainNode('test/reference/differential/whole-set-main.ts', wholeSetSchema);

test('every backend that needs nothing but Node took part', () => {
  expect(report.backends.map(({ name }) => name)).toEqual(expect.arrayContaining(['webasm', 'cpu']));
  expect(report.networks).toBeGreaterThan(15);
});

describe.each(report.backends)('$name', ({ name, compared, misfits }) => {
  test('the loss and every statistic of every layer', () => {
    expect(misfits).toEqual([]);
    expect(compared).toBeGreaterThan(500);
  });

  test.each(report.mistakes.filter(({ on }) => on === name))('$name: rejected', ({ isTried, isRejected }) => {
    expect({ isTried, isRejected }).toEqual({ isTried: true, isRejected: true });
  });
});
