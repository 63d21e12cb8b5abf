import { describe, expect, test } from '@jest/globals';
import { Generator } from '../../src/torch/generator.js';
import { corners, oracle, worstError, type Draw } from './random-oracle.js';

/** PyTorch's AVX2 and scalar paths for 16 normals and more differ by up to 1.7e-6; ours may be off as much. */
const BLOCK_NORMAL = 2e-6;

function draw(generator: Generator, drawn: Draw): ArrayLike<number> {
  switch (drawn.fn) {
    case 'randn':
      return filled(drawn.n, (data) => generator.normalFill(data));
    case 'normal_':
      return filled(drawn.n, (data) => generator.normalFill(data, drawn.mean, drawn.std));
    case 'rand':
      return filled(drawn.n, (data) => generator.uniformFill(data));
    case 'uniform_':
      return filled(drawn.n, (data) => generator.uniformFill(data, drawn.a, drawn.b));
    case 'randint':
      return Array.from({ length: drawn.n }, () => generator.randint(drawn.low, drawn.high));
    case 'randperm':
      return generator.permutation(drawn.n);
    case 'multinomial':
      return generator.multinomial(drawn.p, drawn.n, drawn.replacement);
  }
}

function filled(n: number, fill: (data: Float32Array) => void): Float32Array {
  const data = new Float32Array(n);
  fill(data);
  return data;
}

/** Everything is identical to PyTorch's but 16 normals and more at a time. */
function allowed(drawn: Draw): number {
  return (drawn.fn === 'randn' || drawn.fn === 'normal_') && drawn.n >= 16 ? BLOCK_NORMAL : 0;
}

describe(`draws against PyTorch ${oracle.torch_version}`, () => {
  test('there are cases of all seven kinds', () => {
    expect(new Set(oracle.rng.map((each) => each.fn)).size).toBe(7);
    expect(oracle.rng.length).toBeGreaterThan(190);
  });

  test.each(oracle.rng.map((each) => [`${each.fn} of ${each.n}, seed ${each.seed}`, each] as const))(
    '%s',
    (_, each) => {
      expect(worstError(draw(new Generator(each.seed), each), each.values)).toBeLessThanOrEqual(allowed(each));
    },
  );
});

describe('one generator, several draws', () => {
  test.each(oracle.rng_sequences.map((each) => [each.seed, each] as const))('seed %d', (seed, sequence) => {
    const generator = new Generator(seed);
    if ('draws' in sequence) {
      for (const each of sequence.draws) {
        expect(worstError(draw(generator, each), each.values)).toBeLessThanOrEqual(allowed(each));
      }
      return;
    }
    for (const { shape, first, last, sum, sumsq } of sequence.tutorial_order) {
      const n = shape.reduce((product, size) => product * size, 1);
      const data = filled(n, (empty) => generator.normalFill(empty));
      expect(worstError(data.slice(0, 4), first)).toBeLessThanOrEqual(BLOCK_NORMAL);
      expect(worstError(data.slice(-4), last)).toBeLessThanOrEqual(BLOCK_NORMAL);
      let total = 0;
      let squares = 0;
      for (const value of data) {
        total += value;
        squares += value * value;
      }
      // Each of n errors is below 2e-6 and their signs vary: a wrong draw anywhere moves these sums far more.
      expect(Math.abs(total - sum)).toBeLessThan(BLOCK_NORMAL * Math.sqrt(n));
      expect(Math.abs(squares - sumsq)).toBeLessThan(2 * BLOCK_NORMAL * Math.sqrt(n));
    }
    const indices = Array.from({ length: 32 }, () => generator.randint(0, 182625));
    expect(indices).toEqual(sequence.then_randint_182625);
  });
});

describe('seeds', () => {
  test.each(corners.seeds.map((each) => [each.seed, each] as const))('%s', (seed, each) => {
    const generator = new Generator(BigInt(seed));
    expect(String(generator.initialSeed)).toBe(each.initial_seed);
    expect(Array.from({ length: 5 }, () => generator.randint(0, 2 ** 31))).toEqual(each.randint);
  });

  test('without a seed: the default of PyTorch', () => {
    const generator = new Generator();
    expect(String(generator.initialSeed)).toBe(corners.default_initial_seed);
    expect(Array.from({ length: 5 }, () => generator.randint(0, 2 ** 31))).toEqual(corners.default_randint);
  });
});

describe('corners', () => {
  test.each(corners.randint.map((each) => [each.low, each.high, each] as const))(
    'randint [%d, %d)',
    (low, high, each) => {
      const generator = new Generator(each.seed);
      expect(each.values.map(() => generator.randint(low, high))).toEqual(each.values);
    },
  );

  test.each(corners.randperm.map((each) => [each.n, each] as const))('randperm of %d', (n, each) => {
    const order = new Generator(each.seed).permutation(n);
    expect(order.slice(0, 10)).toEqual(each.first);
    expect(order.slice(-10)).toEqual(each.last);
    expect(order.reduce((sum, value, index) => sum + value * index, 0)).toBe(each.weighted_sum);
  });

  test('a state saved between the two normals of a pair', () => {
    const { seed, skipped_randn, randn, rand, block } = corners.state;
    const generator = new Generator(seed);
    generator.normalFill(new Float32Array(skipped_randn));
    const resumed = new Generator(1).setState(generator.getState());
    generator.normalFill(new Float32Array(40)); // the copy must not move with the original
    expect(
      worstError(
        filled(randn.length, (data) => resumed.normalFill(data)),
        randn,
      ),
    ).toBe(0);
    expect(
      worstError(
        filled(rand.length, (data) => resumed.uniformFill(data)),
        rand,
      ),
    ).toBe(0);
    expect(
      worstError(
        filled(block.length, (data) => resumed.normalFill(data)),
        block,
      ),
    ).toBeLessThanOrEqual(BLOCK_NORMAL);
  });
});
