import { describe, expect, test } from '@jest/globals';
import { defaultGenerator, Generator, manualSeed } from '../../src/torch/generator.js';

describe('manualSeed', () => {
  test('starts over, and forgets the second normal of a pair', () => {
    const generator = new Generator(42);
    const first = [generator.normal(), generator.random()];
    generator.manualSeed(42);
    expect([generator.normal(), generator.random()]).toEqual(first);
  });

  test('of the global generator returns it', () => {
    expect(manualSeed(7)).toBe(defaultGenerator);
    expect(defaultGenerator.random()).toBe(new Generator(7).random());
  });

  test.each([
    [1.5, 'manualSeed: expected a whole number, got 1.5 (number); pass a whole one, like 42'],
    [NaN, 'manualSeed: expected a whole number, got NaN (number); pass a whole one, like 42'],
    [
      2 ** 60,
      'manualSeed: expected a whole number of at most 2^53 - 1, got 1152921504606847000 (number); write larger seeds as a bigint, like 2n ** 60n',
    ],
    [2n ** 64n, 'manualSeed: expected a seed of 64 bits, got 18446744073709551616n; reduce it modulo 2n ** 64n'],
    [
      -(2n ** 63n) - 1n,
      'manualSeed: expected a seed of 64 bits, got -9223372036854775809n; reduce it modulo 2n ** 64n',
    ],
  ])('refuses %s', (seed, message) => {
    expect(() => new Generator(seed)).toThrow(message);
    expect(() => new Generator().manualSeed(seed)).toThrow(message);
  });

  test('refuses what is not a number at all, as untyped code may pass', () => {
    expect(() => {
      Reflect.construct(Generator, ['42']);
    }).toThrow('manualSeed: expected a whole number, got 42 (string); pass one, like 42');
  });
});

describe('errors', () => {
  const generator = new Generator(0);
  test.each([
    [
      'an empty range',
      () => generator.randint(5, 5),
      'randint: expected whole bounds with low < high, got [5, 5); check their order',
    ],
    [
      'a fractional bound',
      () => generator.randint(0, 2.5),
      'randint: expected whole bounds with low < high, got [0, 2.5); check their order',
    ],
    [
      'a negative length',
      () => generator.permutation(-1),
      'randperm: expected a whole number of at least 0, got -1 (number); pass a length',
    ],
    [
      'bounds out of order',
      () => generator.uniformFill(new Float32Array(1), 1, 0),
      'uniform_: expected finite bounds with from <= to, got [1, 0); check their order',
    ],
    [
      'a negative std',
      () => generator.normalFill(new Float32Array(1), 0, -1),
      'normal_: expected a mean and a std of at least 0, got mean 0 and std -1',
    ],
    [
      'a negative weight',
      () => generator.multinomial([1, -1], 1),
      'multinomial: expected weights that are finite and at least 0, got -1 at index 1; are these probabilities?',
    ],
    [
      'no weight above 0',
      () => generator.multinomial([0, 0], 1),
      'multinomial: expected a weight above 0, got none (2 weights); nothing can be drawn',
    ],
    [
      'more draws than weights',
      () => generator.multinomial([1, 0, 2], 3),
      'multinomial: expected at most 2 draws without replacement (the weights above 0), got 3; ask for fewer, or use replacement',
    ],
    [
      'no draws',
      () => generator.multinomial([1], 0, true),
      'multinomial: expected a count of at least 1, got 0 (number); ask for one or more',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});
