import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  batchNormBound,
  closeEnough,
  compare,
  crossEntropyBound,
  dotBound,
  matmulBound,
  meanRounding,
  placeOf,
  stdRounding,
  UNIT_ROUNDOFF,
} from '../../src/grading/tolerance.js';

/** The rounding model is about rounding: results too small for float32's normal range (underflow) are outside of it. */
const float = fc
  .float({ min: -100, max: 100, noNaN: true, noDefaultInfinity: true })
  .map((value) => (Math.abs(value) < 1e-6 ? 0 : value));
const settings = { seed: 20260101, numRuns: 200 };
const round = Math.fround;

/** A float32 dot product, summed from the left. */
function dot32(x: readonly number[], w: readonly number[]): number {
  return x.reduce((sum, value, k) => round(sum + round(value * (w[k] ?? 0))), 0);
}

describe('rounding bounds hold for float32 arithmetic in any order', () => {
  const pairs = fc.integer({ min: 1, max: 60 }).chain((n) =>
    fc.record({
      x: fc.array(float, { minLength: n, maxLength: n }),
      w: fc.array(float, { minLength: n, maxLength: n }),
    }),
  );

  test('dot products, forwards and backwards', () => {
    fc.assert(
      fc.property(pairs, ({ x, w }) => {
        const exact = x.reduce((sum, value, k) => sum + value * (w[k] ?? 0), 0);
        const bound = dotBound(
          x.length,
          x.reduce((sum, value, k) => sum + Math.abs(value * (w[k] ?? 0)), 0),
        );
        expect(Math.abs(dot32(x, w) - exact)).toBeLessThanOrEqual(bound);
        expect(Math.abs(dot32([...x].reverse(), [...w].reverse()) - exact)).toBeLessThanOrEqual(bound);
      }),
      settings,
    );
  });

  test('a matmul bound is the dot bound of its element, plus what came in', () => {
    fc.assert(
      fc.property(pairs, ({ x, w }) => {
        const row = { rows: 1, cols: x.length, data: Float64Array.from(x) };
        const col = { rows: w.length, cols: 1, data: Float64Array.from(w) };
        const magnitude = x.reduce((sum, value, k) => sum + Math.abs(value * (w[k] ?? 0)), 0);
        const plain = matmulBound(row, col)[0] ?? NaN;
        expect(plain).toBeCloseTo(dotBound(x.length + 1, magnitude), 10);
        const inherited = matmulBound(row, col, { xBound: x.map(() => 0.5) })[0] ?? NaN;
        expect(inherited - plain).toBeCloseTo(
          w.reduce((sum, value) => sum + Math.abs(value) / 2, 0),
          6,
        );
      }),
      settings,
    );
  });

  test('means and standard deviations', () => {
    fc.assert(
      fc.property(fc.array(float, { minLength: 2, maxLength: 80 }), (values) => {
        const n = values.length;
        const exactMean = values.reduce((sum, value) => sum + value, 0) / n;
        const exactStd = Math.sqrt(values.reduce((sum, value) => sum + (value - exactMean) ** 2, 0) / (n - 1));
        const mean = round(values.reduce((sum, value) => round(sum + value), 0) / n);
        const squares = values.reduce((sum, value) => round(sum + round(round(value - mean) ** 2)), 0);
        const std = round(Math.sqrt(round(squares / (n - 1))));
        const absolutes = values.map((value) => Math.abs(value));
        expect(Math.abs(mean - exactMean)).toBeLessThanOrEqual(
          meanRounding(n + 1, absolutes.reduce((sum, value) => sum + value, 0) / n),
        );
        expect(Math.abs(std - exactStd)).toBeLessThanOrEqual(stdRounding(n, exactStd, Math.max(...absolutes)));
      }),
      settings,
    );
  });

  test('batch normalization', () => {
    const columns = fc.array(float, { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(columns, (values) => {
        const n = values.length;
        const exactMean = values.reduce((sum, value) => sum + value, 0) / n;
        const exactVar = values.reduce((sum, value) => sum + (value - exactMean) ** 2, 0) / n;
        const mean = round(values.reduce((sum, value) => round(sum + value), 0) / n);
        const variance = round(values.reduce((sum, value) => round(sum + round(round(value - mean) ** 2)), 0) / n);
        const scale = round(Math.sqrt(round(variance + round(1e-5))));
        const bounds = batchNormBound({ rows: n, cols: 1, data: Float64Array.from(values) }, [1], { eps: 1e-5 });
        values.forEach((value, row) => {
          const exact = (value - exactMean) / Math.sqrt(exactVar + 1e-5);
          const measured = round(round(value - mean) / scale);
          expect(Math.abs(measured - exact)).toBeLessThanOrEqual(bounds[row] ?? NaN);
        });
      }),
      settings,
    );
  });

  test('cross-entropy of logits up to +-1000', () => {
    const logits = fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(logits, (row) => {
        const largest = Math.max(...row);
        const exact = largest + Math.log(row.reduce((sum, l) => sum + Math.exp(l - largest), 0)) - (row[0] ?? 0);
        const total = row.reduce((sum, l) => round(sum + round(Math.exp(round(l - largest)))), 0);
        const measured = round(round(round(Math.log(total)) + largest) - (row[0] ?? 0));
        const bound = crossEntropyBound({ rows: 1, cols: row.length, data: Float64Array.from(row) });
        expect(Math.abs(measured - exact)).toBeLessThanOrEqual(bound);
      }),
      settings,
    );
  });
});

describe('comparison', () => {
  test('is never tighter than assert_close: atol 1e-5 + rtol 1.3e-6', () => {
    expect(closeEnough(0)).toBe(1e-5);
    expect(closeEnough(100)).toBeCloseTo(1e-5 + 1.3e-4, 12);
    expect(closeEnough(0, 0.5)).toBe(0.5);
  });

  test('names the element that is furthest outside, and counts those that are', () => {
    const result = compare([1, 2.1, 3, 5], [1, 2, 3, 4]);
    expect(result).toMatchObject({ ok: false, wrong: 2, worst: { index: 3, measured: 5, expected: 4, error: 1 } });
    expect(placeOf(3, [2, 2])).toBe('[1, 1]');
  });

  test('NaN is never right, the expected infinity is', () => {
    expect(compare([NaN], [NaN]).ok).toBe(false);
    expect(compare([Infinity], [Infinity]).ok).toBe(true);
    expect(compare([-Infinity], [Infinity]).ok).toBe(false);
  });

  test('other lengths are a mistake of the caller', () => {
    expect(() => compare([1], [1, 2])).toThrow('compare: expected 2 values, got 1');
  });

  test('the unit roundoff is half a unit in the last place of 1', () => {
    expect(Math.fround(1 + UNIT_ROUNDOFF)).toBe(1);
    expect(Math.fround(1 + 1.01 * UNIT_ROUNDOFF)).toBeGreaterThan(1);
  });
});
