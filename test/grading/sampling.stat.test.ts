import { describe, expect, test } from '@jest/globals';
import {
  bernsteinBand,
  distanceBand,
  distanceFromNormal,
  FALSE_FAIL,
  meanBand,
  normalBand,
  quadraticFormBand,
  rootBand,
  stdBand,
  within,
} from '../../src/grading/tolerance.js';
import { Generator } from '../../src/torch/generator.js';

/** Draws n values of N(mean, std^2); the seed is fixed, so every run sees the same numbers. */
function normals(generator: Generator, n: number, mean = 0, std = 1): Float32Array {
  const values = new Float32Array(n);
  generator.normalFill(values, mean, std);
  return values;
}

function meanOf(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function stdOf(values: Float32Array): number {
  const mean = meanOf(values);
  return (values.reduce((squares, value) => squares + (value - mean) ** 2, 0) / (values.length - 1)) ** 0.5;
}

/** Kolmogorov's distance of samples from the uniform distribution on 0..1, and its critical value at alpha = 1e-4. */
function distanceFromUniform(samples: readonly number[]): { distance: number; critical: number } {
  const sorted = [...samples].sort((a, b) => a - b);
  const distance = sorted.reduce(
    (worst, value, index) =>
      Math.max(worst, Math.abs(value - index / sorted.length), Math.abs(value - (index + 1) / sorted.length)),
    0,
  );
  return { distance, critical: Math.sqrt(Math.log(2 / 1e-4) / (2 * sorted.length)) };
}

/** The standardized value at one in a million, two-sided. */
const Z = 4.891638;

describe('bands', () => {
  test('the std band is the chi-square interval, close to sigma (1 +- z / sqrt(2 n)) for many draws', () => {
    const band = stdBand(0.01, 5400);
    expect(band.expected).toBe(0.01);
    expect(band.low / 0.01).toBeCloseTo(1 - Z / Math.sqrt(2 * 5400), 2);
    expect(band.high / 0.01).toBeCloseTo(1 + Z / Math.sqrt(2 * 5400), 2);
    expect(band.cdf?.(band.low)).toBeCloseTo(FALSE_FAIL / 2, 8);
  });

  test('comparisons share the probability: more of them, wider bands', () => {
    expect(stdBand(1, 200, 10).low).toBeLessThan(stdBand(1, 200).low);
    expect(meanBand(0, 1, 200, 10).high).toBeGreaterThan(meanBand(0, 1, 200).high);
    expect(bernsteinBand(0.2, 0.02, 200, 10).high).toBeGreaterThan(bernsteinBand(0.2, 0.02, 200).high);
    expect(distanceBand(200, 10).high).toBeGreaterThan(distanceBand(200).high);
  });

  test('NaN is within no band', () => {
    expect(within(normalBand(0, 1), NaN)).toBe(false);
  });

  test('a std band needs draws and a scale', () => {
    expect(() => stdBand(0, 100)).toThrow(
      'stdBand: expected sigma > 0 and at least 2 draws, got sigma 0 and 100 draws',
    );
  });

  test('the root of a mean-square band', () => {
    const band = rootBand({ expected: 4, low: 1, high: 9, standardError: 1 });
    expect([band.expected, band.low, band.high]).toEqual([2, 1, 3]);
  });
});

describe('over 400 seeds of right draws (fixed seeds, alpha = 1e-4)', () => {
  const runs = Array.from({ length: 400 }, (_, seed) => normals(new Generator(seed), 216, 0, 0.2));

  test('the std and the mean follow their stated distributions', () => {
    const std = stdBand(0.2, 216);
    const mean = meanBand(0, 0.2, 216);
    for (const samples of [
      runs.map((run) => std.cdf?.(stdOf(run)) ?? NaN),
      runs.map((run) => mean.cdf?.(meanOf(run)) ?? NaN),
    ]) {
      const { distance, critical } = distanceFromUniform(samples);
      expect(distance).toBeLessThan(critical);
    }
  });

  test('negative control: draws 10 % too wide do not', () => {
    const std = stdBand(0.2 / 1.1, 216);
    const { distance, critical } = distanceFromUniform(runs.map((run) => std.cdf?.(stdOf(run)) ?? NaN));
    expect(distance).toBeGreaterThan(critical);
  });

  test('every run is within its bands; a variance used as std is within none', () => {
    const right = stdBand(0.2, 216);
    const wrong = stdBand(0.04, 216);
    expect(runs.every((run) => within(right, stdOf(run)))).toBe(true);
    expect(runs.some((run) => within(wrong, stdOf(run)))).toBe(false);
  });
});

describe('shape of the distribution', () => {
  test('6000 normal draws are within the distance band, 6000 uniform draws of the same std are not', () => {
    const generator = new Generator(7);
    const uniform = new Float32Array(6000);
    generator.uniformFill(uniform, -(3 ** 0.5), 3 ** 0.5);
    const band = distanceBand(6000);
    expect(within(band, distanceFromNormal(normals(generator, 6000), 0, 1))).toBe(true);
    expect(distanceFromNormal(uniform, 0, 1)).toBeGreaterThan(band.high);
  });
});

describe('inequalities hold where they are used', () => {
  test('quadratic forms: 300 sums of 27 squares with unequal weights stay within, twice the scale does not', () => {
    const weights = Array.from({ length: 27 }, (_, k) => 1 / (k + 1));
    const trace = weights.reduce((sum, weight) => sum + weight, 0);
    const frobenius = Math.sqrt(weights.reduce((sum, weight) => sum + weight ** 2, 0));
    const band = quadraticFormBand(trace * 20, frobenius * Math.sqrt(20), 1);
    const form = (seed: number, scale: number) => {
      const generator = new Generator(seed);
      let total = 0;
      for (let repeat = 0; repeat < 20; repeat++) {
        normals(generator, 27).forEach((z, k) => (total += (weights[k] ?? 0) * (scale * z) ** 2));
      }
      return total;
    };
    const seeds = Array.from({ length: 300 }, (_, seed) => seed);
    expect(seeds.every((seed) => within(band, form(seed, 1)))).toBe(true);
    expect(seeds.filter((seed) => within(band, form(seed, 2))).length).toBeLessThan(10);
  });

  test('means of shares: 300 means of 200 columns stay within, columns of another mean do not', () => {
    const band = bernsteinBand(0.2, 0.2 * 0.8, 200);
    const mean = (seed: number, share: number) => {
      const values = new Float32Array(200);
      new Generator(seed).uniformFill(values, 0, 1);
      return meanOf(values.map((value) => (value < share ? 1 : 0)));
    };
    const seeds = Array.from({ length: 300 }, (_, seed) => seed);
    expect(seeds.every((seed) => within(band, mean(seed, 0.2)))).toBe(true);
    expect(seeds.filter((seed) => within(band, mean(seed, 0.6))).length).toBe(0);
  });
});
