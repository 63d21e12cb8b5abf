import { describe, expect, test } from '@jest/globals';
import { standardErrorsBetween } from '../../../src/grading/diagnosis/separation.js';
import type { Exchange, Transcript } from '../../../src/grading/transcript.js';
import { TensorValue, type Value } from '../../../src/guest/contract/value.js';
import { Generator } from '../../../src/torch/generator.js';

const exchange = (value: Value, isDrawn: boolean): Transcript => {
  const one: Exchange = { asked: 'f()', isDrawn, reply: { kind: 'value', value } };
  return [one];
};

function normal(seed: number, std: number, n = 4000): TensorValue {
  const data = new Float32Array(n);
  new Generator(seed).normalFill(data, 0, std);
  return new TensorValue([n], data);
}

describe('standardErrorsBetween', () => {
  test('draws of two scales: the logarithm of their ratio over its standard error', () => {
    const sides = {
      student: exchange(normal(1, 1), true),
      wrong: exchange(normal(1, 1.1), true),
      right: exchange(normal(1, 2), true),
    };
    // Var(ln s) = (3 - 1) / (4 n) for each of the two samples.
    expect(standardErrorsBetween(sides)).toBeCloseTo(Math.log(1.1) / Math.sqrt(4 / (4 * 4000)), 0);
  });

  test('the same distribution from other seeds is no way to tell them apart', () => {
    const sides = {
      student: exchange(normal(1, 1), true),
      wrong: exchange(normal(2, 1), true),
      right: exchange(normal(1, 2), true),
    };
    expect(standardErrorsBetween(sides)).toBeLessThan(4.5);
  });

  test('numbers that no draw decides differ in kind, or are the same', () => {
    const between = (a: number, b: number) =>
      standardErrorsBetween({ student: exchange(a, false), wrong: exchange(b, false), right: exchange(3, false) });
    expect(between(1, 2)).toBe(Infinity);
    expect(between(1, 1 + 1e-9)).toBe(0);
    // A thousandth of the way to the right answer still counts as the answer; of two within it the nearer one is meant.
    expect(between(1, 1.001)).toBe(Infinity);
  });

  test('one number that was drawn tells nothing', () => {
    expect(
      standardErrorsBetween({ student: exchange(1, true), wrong: exchange(2, true), right: exchange(3, true) }),
    ).toBe(0);
  });
});
