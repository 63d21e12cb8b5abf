import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Generator } from '../../src/torch/generator.js';

const seeds = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n });
const settings = { seed: 20261123, numRuns: 100 };

/** A few draws of every kind. */
function medley(generator: Generator): number[] {
  const normals = new Float32Array(17);
  generator.normalFill(normals);
  return [generator.normal(), generator.uniform(), generator.randint(-9, 9), ...generator.permutation(5), ...normals];
}

describe('Generator', () => {
  test('a saved state goes on with the same draws, wherever it was saved', () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 1300 }), fc.boolean(), (seed, skipped, midPair) => {
        const generator = new Generator(seed);
        for (let i = 0; i < skipped; i++) generator.random();
        if (midPair) generator.normal();
        const state = generator.getState();
        const drawn = medley(generator);
        expect(medley(new Generator(0).setState(state))).toEqual(drawn);
      }),
      settings,
    );
  });

  test('seeds with the same low 32 bits have the same stream', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(medley(new Generator(seed))).toEqual(medley(new Generator(BigInt.asUintN(32, seed))));
      }),
      settings,
    );
  });

  test('randint stays in its range; a permutation holds every number once', () => {
    const bounds = fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger()).filter(([low, high]) => low < high);
    fc.assert(
      fc.property(seeds, bounds, fc.nat({ max: 60 }), (seed, [low, high], n) => {
        const generator = new Generator(seed);
        const value = generator.randint(low, high);
        expect(Number.isSafeInteger(value) && value >= low && value < high).toBe(true);
        expect(generator.permutation(n).sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
      settings,
    );
  });

  test('draws without replacement are distinct and never of weight 0', () => {
    const weights = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 10, noNaN: true })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        seeds,
        weights.filter((each) => each.some((weight) => weight > 0)),
        (seed, each) => {
          const positive = each.filter((weight) => weight > 0).length;
          const drawn = new Generator(seed).multinomial(each, positive);
          expect(new Set(drawn).size).toBe(positive);
          expect(drawn.every((index) => (each[index] ?? 0) > 0)).toBe(true);
        },
      ),
      settings,
    );
  });
});
