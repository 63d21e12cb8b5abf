/** Float32 running statistics, and normalizing with them, keep to their bounds of float64; small mistakes do not. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluationBound, momentBounds, runningBound } from '../../src/grading/tolerance.js';
import { fromTensor } from '../../src/reference/matrix.js';
import { Generator } from '../../src/torch/generator.js';
import { Tensor } from '../../src/torch/index.js';
import { draws } from '../reference/network-of.js';

/** Mean and variance of one column, in float64. */
function momentsOf(values: Float32Array, correction: 0 | 1) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - correction);
  return { mean, variance };
}

const column = (seed: number, rows: number, offset: number, spread: number) => {
  const { data } = draws(new Generator(seed), [rows, 1], spread);
  return data.map((value) => value + offset);
};

const batch = [
  fc.integer({ min: 0, max: 1e6 }),
  fc.integer({ min: 2, max: 60 }),
  fc.constantFrom(-3, 0, 100),
  fc.constantFrom(0.01, 1, 3),
] as const;

test('mean and unbiased variance of a batch keep to their bounds', () => {
  fc.assert(
    fc.property(...batch, (seed, rows, offset, spread) => {
      const data = column(seed, rows, offset, spread);
      const x = new Tensor(data, [rows, 1]);
      const { mean, variance } = momentsOf(data, 1);
      const bounds = momentBounds(fromTensor({ shape: [rows, 1], data }));
      expect(Math.abs((x.mean(0).data[0] ?? NaN) - mean)).toBeLessThanOrEqual(bounds.mean[0] ?? 0);
      expect(Math.abs((x.var(0).data[0] ?? NaN) - variance)).toBeLessThanOrEqual(bounds.variance[0] ?? 0);
    }),
    { seed: 5, numRuns: 100 },
  );
});

test('the biased variance is outside', () => {
  const data = column(1, 12, 2, 2);
  const { variance } = momentBounds(fromTensor({ shape: [12, 1], data }));
  const off = Math.abs(momentsOf(data, 0).variance - momentsOf(data, 1).variance);
  expect(off).toBeGreaterThan(1000 * (variance[0] ?? Infinity));
});

test('a running average keeps to its bound over many steps; another momentum does not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(0.1, 0.3, 0.9), (seed, momentum) => {
      const values = draws(new Generator(seed), [20], 5).data;
      let exact = { value: 0, bound: 0 };
      let measured = Math.fround(0);
      let other = 0;
      for (const value of values) {
        const bound = runningBound(momentum, exact, { value, bound: 0 });
        exact = { value: (1 - momentum) * exact.value + momentum * value, bound };
        const kept = Math.fround(Math.fround(1 - momentum) * measured);
        measured = Math.fround(kept + Math.fround(Math.fround(momentum) * value));
        other = momentum * other + (1 - momentum) * value;
      }
      expect(Math.abs(measured - exact.value)).toBeLessThanOrEqual(exact.bound);
      expect(Math.abs(other - exact.value)).toBeGreaterThan(exact.bound);
    }),
    { seed: 6, numRuns: 100 },
  );
});

test('normalizing with given statistics keeps to its bound, in either grouping; without eps it does not', () => {
  const real = fc.float({ min: -8, max: 8, noNaN: true }).map((value) => (Math.abs(value) < 1e-3 ? 0 : value));
  fc.assert(
    fc.property(
      real,
      real,
      fc.float({ min: 0.5, max: 9, noNaN: true }),
      real,
      real,
      (x, mean, variance, scale, shift) => {
        const eps = 0.25;
        const bound = evaluationBound({ x, mean, variance, eps, scale, shift });
        const exact = (scale * (x - mean)) / Math.sqrt(variance + eps) + shift;
        const f = Math.fround;
        const s = f(Math.sqrt(f(variance + eps)));
        const oneByOne = f(f(f(f(x - mean) / s) * scale) + shift);
        const factorFirst = f(f(f(x * f(scale / s)) - f(mean * f(scale / s))) + shift);
        expect(Math.abs(oneByOne - exact)).toBeLessThanOrEqual(bound);
        expect(Math.abs(factorFirst - exact)).toBeLessThanOrEqual(bound);
        const withoutEps = (scale * (x - mean)) / Math.sqrt(variance) + shift;
        fc.pre(Math.abs(scale * (x - mean)) > 0.01);
        expect(Math.abs(withoutEps - exact)).toBeGreaterThan(bound);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});
