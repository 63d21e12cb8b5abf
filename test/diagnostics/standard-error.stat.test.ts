/**
 * The standard error of a layer's mean, against what the mean really does when weights and batch are drawn anew. Fixed seed;
 * 400 draws tell a std within 1 / sqrt(800) = 3.5 %, so within 12 % beyond 3.3 errors.
 */
import { expect, test } from '@jest/globals';
import { gridOf, moments, standardError } from '../../src/diagnostics/spread.js';
import { Generator, randn } from '../../src/torch/index.js';

const DRAWS = 400;

/** Pre-activations [rows, units] of inputs that differ by example, with new weights; the bias moves whole units. */
function draw(generator: Generator, rows: number, units: number): ReturnType<typeof gridOf> {
  const x = randn([rows, 6], { generator }).add(0.5); // (N, 6)
  const bias = randn([1, units], { generator });
  return gridOf(x.matmul(randn([6, units], { generator })).add(bias)); // (N, 6) @ (6, H) -> (N, H)
}

test.each([
  [8, 40],
  [40, 8],
])(
  '%d examples of %d units: the error is no smaller than the truth, and at most half as large again',
  (rows, units) => {
    const generator = new Generator(5);
    const grids = Array.from({ length: DRAWS }, () => draw(generator, rows, units));
    const real = moments(grids.map(({ data }) => moments(data).mean)).std;
    const squares = grids.map((grid) => (standardError(grid, (value) => value) ?? NaN) ** 2);
    const predicted = Math.sqrt(moments(squares).mean);
    expect(predicted / real).toBeGreaterThan(0.88);
    expect(predicted / real).toBeLessThan(1.5);
    // The negative control: values taken as independent of each other give an error that is far too small.
    const naive = grids.map(({ data }) => moments(data).std / Math.sqrt(data.length));
    expect(moments(naive).mean / real).toBeLessThan(0.6);
  },
);
