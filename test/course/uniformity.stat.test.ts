/**
 * The test of the bands, tested: right bands are accepted, and bands that are wrong by a known amount are refused.
 * Seeds are fixed, so each outcome is the same on every run; under other seeds a right band would be refused once in 10^4.
 */
import { describe, expect, test } from '@jest/globals';
import { normalBand, sampleOf, stdBand } from '../../src/grading/tolerance/sampling.js';
import { Generator } from '../../src/torch/generator.js';
import {
  distanceFromUniform,
  type Sample,
  testUniformity,
  TOGETHER,
  uniformityProblems,
} from '../../tools/course/uniformity.js';

const RUNS = 50;
const CHECKS = 12;
const DRAWS = 64;

/** Stds of normal draws over seeds, placed in the distribution of a band that is made for `sigma`. */
function stdSamples(sigma: number): Sample[] {
  const band = stdBand(sigma, DRAWS);
  return runs((draws) => sampleOf('std', band, sampleStd(draws)));
}

/** Means of normal draws, placed in the distribution of a band with this multiple of the right standard error. */
function meanSamples(factor: number): Sample[] {
  const band = normalBand(0, factor / Math.sqrt(DRAWS));
  return runs((draws) => sampleOf('mean', band, mean(draws)));
}

function runs(measure: (draws: Float32Array) => { statistic: string; cdf: number }): Sample[] {
  return drawsOfRun.map((draws, seed) => ({ check: `9.${seed % CHECKS}/draw`, ...measure(draws) }));
}

const drawsOfRun = Array.from({ length: RUNS * CHECKS }, (_, seed) => {
  const draws = new Float32Array(DRAWS);
  new Generator(seed).normalFill(draws, 0, 1);
  return draws;
});

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function sampleStd(values: Float32Array): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

describe('right bands', () => {
  test('pass, each alone and together', () => {
    const tests = testUniformity([...stdSamples(1), ...meanSamples(1)]);
    expect(tests).toHaveLength(2 * CHECKS + 1);
    expect(uniformityProblems(tests, RUNS)).toEqual([]);
  });

  test('are pooled over the first statistic of each check, one value a run', () => {
    const pooled = testUniformity([...stdSamples(1), ...meanSamples(1)]).find((each) => each.name === TOGETHER);
    expect(pooled?.values).toBe(RUNS * CHECKS);
  });
});

describe('wrong bands, the negative controls', () => {
  test('a sigma that is 3 % off is seen in all checks together (z shifts by a third of a standard error)', () => {
    expect(uniformityProblems(testUniformity(stdSamples(1.03)), RUNS).join()).toContain(TOGETHER);
  });

  test('a sigma that is 20 % off is seen in every check alone', () => {
    expect(uniformityProblems(testUniformity(stdSamples(1.2)), RUNS)).toHaveLength(CHECKS + 1);
  });

  test.each([0.5, 2])('a standard error %d times the right one is seen', (factor) => {
    expect(uniformityProblems(testUniformity(meanSamples(factor)), RUNS).join()).toContain(TOGETHER);
  });
});

describe('uniformityProblems', () => {
  test('no samples are a problem, never a pass', () => {
    expect(uniformityProblems(testUniformity([]), RUNS)).toEqual([
      'samples: no check reported where its statistic fell: nothing was tested',
    ]);
  });

  test('a statistic that is missing from a run is a problem', () => {
    const samples = [0.2, 0.5, 0.8].map((cdf) => ({ check: '9.1/draw', statistic: 'std', cdf }));
    expect(uniformityProblems(testUniformity(samples), 4)).toEqual([
      'samples: 9.1/draw: std: expected 4 values, got 3',
    ]);
  });

  test('NaN is as far from uniform as can be', () => {
    const samples = Array.from({ length: RUNS }, (_, run) => ({
      check: '9.1/draw',
      statistic: 'std',
      cdf: run === 7 ? NaN : run / RUNS,
    }));
    expect(uniformityProblems(testUniformity(samples), RUNS)).toHaveLength(2);
  });
});

describe('distanceFromUniform', () => {
  test("is Kolmogorov's distance", () => {
    expect(distanceFromUniform([0.5])).toBe(0.5);
    expect(distanceFromUniform([0.75, 0.25])).toBe(0.25);
    expect(distanceFromUniform([1, 1, 1])).toBe(1);
    expect(distanceFromUniform([0, NaN])).toBe(1);
  });
});
