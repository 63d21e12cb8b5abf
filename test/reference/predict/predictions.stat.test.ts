/**
 * The predictions beside simulations of what they predict, with a fixed seed. Stated alpha: a z-score beyond 4.5 happens to a
 * right prediction in 7 of a million runs; the negative controls must be refused by the same test.
 */
import { describe, expect, test } from '@jest/globals';
import { crossEntropy } from '../../../src/reference/cross-entropy.js';
import { fromTensor, map, type Matrix, matmul } from '../../../src/reference/matrix.js';
import { eigenvalues } from '../../../src/reference/predict/eigenvalues.js';
import { predictLoss } from '../../../src/reference/predict/loss.js';
import { tailCovariance, twoSidedTail } from '../../../src/reference/predict/normal.js';
import { varianceOfProjections } from '../../../src/reference/predict/quadratic-form.js';
import { scaledRows } from '../../../src/reference/predict/rows.js';
import { predictSaturation } from '../../../src/reference/predict/saturation.js';
import { statistics } from '../../../src/reference/statistics.js';
import { Generator } from '../../../src/torch/generator.js';
import { draws } from '../network-of.js';

const LIMIT = 4.5;

function normalMatrix(generator: Generator, rows: number, cols: number, std = 1): Matrix {
  return fromTensor(draws(generator, [rows, cols], std));
}

function at({ data }: Matrix, index: number): number {
  return data[index] ?? NaN;
}

/** Mean and variance of repeated measurements. */
function sample(count: number, measure: () => number) {
  const values = Array.from({ length: count }, measure);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const fourth = values.reduce((sum, value) => sum + (value - mean) ** 4, 0) / count;
  return {
    mean,
    variance,
    meanError: Math.sqrt(variance / count),
    varianceError: Math.sqrt((fourth - variance ** 2) / count),
  };
}

test('twoSidedTail is the normal tail (table values)', () => {
  expect(twoSidedTail(0)).toBe(1);
  expect(twoSidedTail(1)).toBeCloseTo(0.3173105078629141, 14);
  expect(twoSidedTail(1.96)).toBeCloseTo(0.04999579029644087, 14);
  expect(twoSidedTail(5) / 5.733031437583878e-7).toBeCloseTo(1, 10);
});

test('tailCovariance: independent, equal, and simulated pairs', () => {
  expect(tailCovariance(1, 1.5, 0)).toBe(0);
  const p = twoSidedTail(1);
  expect(tailCovariance(1, 1, 1)).toBeCloseTo(p * (1 - p), 6);
  const generator = new Generator(3);
  const rho = 0.7;
  const count = 10_000;
  const joint = sample(count, () => {
    const x = generator.normal();
    const y = rho * x + Math.sqrt(1 - rho * rho) * generator.normal();
    return Math.abs(x) > 1 && Math.abs(y) > 1.5 ? 1 : 0;
  });
  const expected = twoSidedTail(1) * twoSidedTail(1.5) + tailCovariance(1, 1.5, rho);
  expect(Math.abs(joint.mean - expected) / joint.meanError).toBeLessThan(LIMIT);
  // Negative control: without the correlation the same test refuses.
  expect(Math.abs(joint.mean - twoSidedTail(1) * twoSidedTail(1.5)) / joint.meanError).toBeGreaterThan(LIMIT);
});

test('eigenvalues: trace, squares, and a matrix whose eigenvalues are known', () => {
  expect([...eigenvalues(fromTensor({ shape: [2, 2], data: [2, 1, 1, 2] }))].sort((a, b) => a - b)).toEqual([
    expect.closeTo(1, 12),
    expect.closeTo(3, 12),
  ]);
  const x = normalMatrix(new Generator(5), 6, 6);
  const gram = map(x, (_, index) => at(x, index) + at(x, (index % 6) * 6 + Math.floor(index / 6)));
  const found = eigenvalues(gram);
  const trace = [0, 7, 14, 21, 28, 35].reduce((sum, index) => sum + at(gram, index), 0);
  expect(found.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 9);
  expect(found.reduce((sum, value) => sum + value ** 2, 0)).toBeCloseTo(
    gram.data.reduce((s, v) => s + v * v, 0),
    8,
  );
});

describe('a layer whose rows are few, long and alike', () => {
  // Rows that share letters: the first half of each is one of three embeddings.
  const generator = new Generator(11);
  const letters = normalMatrix(generator, 3, 4);
  const tail = normalMatrix(generator, 8, 4);
  const data = Float64Array.from({ length: 64 }, (_, index) => {
    const [row, col] = [Math.floor(index / 8), index % 8];
    return col < 4 ? at(letters, (row % 3) * 4 + col) : at(tail, row * 4 + col - 4);
  });
  const x: Matrix = { rows: 8, cols: 8, data };
  const sigma = 0.7;
  const biasStd = 0.5;
  const units = 5;
  const layer = () => {
    const bias = normalMatrix(generator, 1, units, biasStd);
    return map(matmul(x, normalMatrix(generator, 8, units, sigma)), (value, index) => value + at(bias, index % units));
  };

  test('the share saturated: mean and variance', () => {
    const { mean, variance } = predictSaturation(scaledRows(x, sigma, biasStd));
    const seen = sample(1000, () => statistics(map(layer(), Math.tanh)).saturated);
    expect(Math.abs(seen.mean - mean) / seen.meanError).toBeLessThan(LIMIT);
    expect(Math.abs(seen.variance - variance / units) / seen.varianceError).toBeLessThan(LIMIT);
    const wrong = predictSaturation(scaledRows(x, sigma)); // negative control: the bias forgotten
    expect(Math.abs(seen.mean - wrong.mean) / seen.meanError).toBeGreaterThan(LIMIT);
  });

  test('the variance of the pre-activations: mean and variance', () => {
    const form = varianceOfProjections(scaledRows(x, sigma, biasStd), units);
    const seen = sample(1000, () => statistics(layer()).std ** 2);
    expect(Math.abs(seen.mean - form.trace) / seen.meanError).toBeLessThan(LIMIT);
    expect(Math.abs(seen.variance - 2 * form.frobenius ** 2) / seen.varianceError).toBeLessThan(LIMIT);
    const wrong = varianceOfProjections(scaledRows(x, sigma * 1.1, biasStd), units);
    expect(Math.abs(seen.mean - wrong.trace) / seen.meanError).toBeGreaterThan(LIMIT);
  });

  test('the initial loss: the linear term and the bound of the remainder', () => {
    const h = map(layer(), Math.tanh);
    const vocabSize = 6;
    const std = 0.3;
    const Y = [0, 1, 2, 3, 4, 5, 0, 0];
    const reach = 4.5;
    const { base, linearStd, remainder, expected } = predictLoss(h, Y, vocabSize, std, reach);
    const losses = sample(1000, () => crossEntropy(matmul(h, normalMatrix(generator, units, vocabSize, std)), Y));
    // The remainder is between 0 and a form of mean `trace`: so is the mean of the loss above ln V.
    expect(losses.mean).toBeGreaterThan(base - LIMIT * losses.meanError);
    expect(losses.mean).toBeLessThan(base + remainder.trace + LIMIT * losses.meanError);
    // To second order the mean is `expected`; the next order is some tenths of the remainder.
    expect(Math.abs(losses.mean - expected)).toBeLessThan(0.25 * (expected - base) + LIMIT * losses.meanError);
    // Nearly all of the variance is the linear term's.
    expect(losses.variance / linearStd ** 2).toBeGreaterThan(0.85);
    expect(losses.variance / linearStd ** 2).toBeLessThan(1.3);
    const wrong = predictLoss(h, Y, vocabSize, 2 * std, reach); // negative control
    expect(losses.variance / wrong.linearStd ** 2).toBeLessThan(0.5);
  });
});
