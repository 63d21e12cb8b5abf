import { describe, expect, test } from '@jest/globals';
import { Generator, manualSeed } from '../../src/torch/generator.js';
import { multinomial, normal, rand, randint, randn, randperm } from '../../src/torch/random.js';
import { Tensor } from '../../src/torch/tensor.js';
import { corners, worstError } from './random-oracle.js';

describe('random tensors', () => {
  test('have the shape and the requiresGrad that were asked for', () => {
    const weight = randn([2, 3], { generator: new Generator(0), requiresGrad: true });
    expect(weight.shape).toEqual([2, 3]);
    expect(weight.requiresGrad).toBe(true);
    expect(rand([4]).requiresGrad).toBe(false);
    expect(normal(0, 1, []).shape).toEqual([]);
    expect(randn([0, 5]).numel()).toBe(0);
  });

  test('are those of the generator, in order', () => {
    const generator = new Generator(7);
    const drawn = [randn([3], { generator }), rand([2], { generator }), randint(0, 9, [4], { generator })];
    const again = new Generator(7);
    const expected = [new Float32Array(3), new Float32Array(2)] as const;
    again.normalFill(expected[0]);
    again.uniformFill(expected[1]);
    const integers = Array.from({ length: 4 }, () => again.randint(0, 9));
    expect(drawn.map((tensor) => Array.from(tensor.data))).toEqual([
      ...expected.map((data) => Array.from(data)),
      integers,
    ]);
  });

  test('without a generator come from the global one', () => {
    manualSeed(11);
    const global = randperm(20);
    expect(global.toArray()).toEqual(randperm(20, { generator: new Generator(11) }).toArray());
    expect(randperm(20).toArray()).not.toEqual(global.toArray());
  });

  test.each(
    corners.multinomial.map((each) => [each.count, each.replacement, Array.isArray(each.weights[0]), each] as const),
  )(
    'multinomial: %d, replacement %s, rows %s, as PyTorch',
    (count, replacement, hasRows, { weights, values, seed }) => {
      const flat = weights.flat();
      const table = new Tensor(Float32Array.from(flat), hasRows ? [4, flat.length / 4] : [flat.length]);
      const drawn = multinomial(table, count, { replacement, generator: new Generator(seed) });
      expect(drawn.shape).toEqual(hasRows ? [4, count] : [count]);
      expect(worstError(drawn.data, values.flat())).toBe(0);
    },
  );
});

describe('errors', () => {
  const call =
    (fn: (...args: never[]) => unknown, ...args: unknown[]) =>
    () => {
      Reflect.apply(fn, null, args);
    };
  test.each([
    [
      'a size instead of a shape',
      call(randn, 200),
      'randn: expected a shape such as [30, 200], got 200 (number); put the sizes in an array',
    ],
    [
      'a negative size',
      call(rand, [2, -1]),
      'rand: expected a shape such as [30, 200], got an array of 2 elements; put the sizes in an array',
    ],
    [
      'a generator without its braces',
      call(randn, [2], new Generator(1)),
      'randn: expected options such as { generator }, got an object (Generator); put it in braces',
    ],
    [
      'bounds that float32 cannot hold',
      call(randint, 0, 2 ** 25, [2]),
      'randint: expected bounds within ±2^24, which float32 holds exactly, got [0, 33554432); draw larger ones with generator.randint',
    ],
    [
      'a permutation too long',
      call(randperm, 2 ** 25),
      'randperm: expected at most 2^24, got 33554432; order more with generator.permutation',
    ],
    [
      'weights of three dimensions',
      call(multinomial, randn([2, 2, 2]), 1),
      'multinomial: expected weights of shape [k] or [rows, k], got a tensor of shape [2, 2, 2]; reshape it',
    ],
  ])('%s', (_, attempt, message) => {
    expect(attempt).toThrow(message);
  });
});
