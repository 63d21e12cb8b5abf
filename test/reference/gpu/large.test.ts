/** The lecture's hidden layer over the whole set is 36.5 M values: gpu.js reads past 2^24 of them only in two dimensions. */
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { inPlainNode } from '../plain-node.js';

const count = z.number().int();
const schema = z.object({
  backend: z.string(),
  elements: count,
  wrongValues: count,
  wrongSums: count,
  wrongWithIndexInLocal: count,
  firstWrongWithIndexInLocal: count,
  inner: count,
  ofProduct: count,
  chunk: count,
  ofBlock: count,
  ofAll: count,
  rows: count,
  boundedByArgument: count,
  boundedByArgumentAtDefault: count,
});

describe.each(['webasm', 'cpu'])('%s', (backend) => {
  const report = inPlainNode('test/reference/gpu/programs/large.ts', schema, { programArguments: [backend] });

  test('36.5 M values are read and summed without one mistake', () => {
    const { elements, wrongValues, wrongSums } = report;
    expect({ elements, wrongValues, wrongSums }).toEqual({ elements: 36_525_000, wrongValues: 0, wrongSums: 0 });
  });

  // Plain JavaScript holds the index in float64; there the control is right, and only there.
  test(`control: a kernel that holds the index in a local ${backend === 'cpu' ? 'is right here' : 'is caught'}`, () => {
    if (backend === 'cpu') expect(report.wrongWithIndexInLocal).toBe(0);
    else {
      expect(report.wrongWithIndexInLocal).toBeGreaterThan(9_000_000);
      expect(report.firstWrongWithIndexInLocal).toBe(2 ** 24 + 1);
    }
  });

  test('no loop is cut off at 1,000 iterations: not a product, not a block of rows, not one bounded by an argument', () => {
    const { inner, ofProduct, chunk, ofBlock, ofAll, rows, boundedByArgument } = report;
    expect(Math.min(inner, chunk)).toBeGreaterThan(1_000);
    expect({ ofProduct, ofBlock, ofAll, boundedByArgument }).toEqual({
      ofProduct: inner,
      ofBlock: chunk,
      ofAll: rows,
      boundedByArgument: inner,
    });
  });

  test("control: at gpu.js's own limit of iterations, the loop bounded by an argument is cut off", () => {
    expect(report.boundedByArgumentAtDefault).toBe(1_000);
  });
});
