/** Memory is flat, and no more kernels are alive than are kept. */
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { inPlainNode } from '../plain-node.js';

const bytes = z.number();
const schema = z.object({
  ofPasses: bytes,
  ofLeak: bytes,
  keptPasses: z.number(),
  keptBytes: bytes,
  ofLargePasses: bytes,
  ofWholeSets: bytes,
  shapes: z.number(),
  mostCompiled: z.number(),
  mostRegistered: z.number(),
  left: z.object({ compiled: z.number(), registered: z.number() }),
  ofShapes: bytes,
  afterDestroy: bytes,
});

const MEGABYTE = 2 ** 20;

describe.each(['webasm', 'cpu'])('%s', (backend) => {
  const report = inPlainNode('test/reference/gpu/programs/memory.ts', schema, {
    programArguments: [backend],
    nodeOptions: ['--expose-gc'],
  });

  // 100 bytes a pass are less than the smallest panel that a pass makes.
  test('10,000 forward passes leave nothing behind', () => {
    expect(report.ofPasses).toBeLessThan(MEGABYTE);
  });

  test('control: what 500 passes made, kept, is seen', () => {
    expect(report.keptPasses).toBe(500);
    // 16 rows of 12 + 8 + 8 + 8 + 28 float32 (27 logits, padded) are 4 KiB a pass; the objects around them come on top.
    expect(report.keptBytes).toBe(500 * 4096);
    expect(report.ofLeak).toBeGreaterThan(report.keptBytes);
  });

  // One kept pass of this size is above a megabyte by itself.
  test('nor do passes on threads, or of a whole set', () => {
    expect(report.ofLargePasses).toBeLessThan(MEGABYTE);
    expect(report.ofWholeSets).toBeLessThan(MEGABYTE);
  });

  test('of 200 shapes 64 kernels are kept, and none once the engine is destroyed', () => {
    const { shapes, mostCompiled, mostRegistered, left } = report;
    expect({ shapes, mostCompiled, mostRegistered, left }).toEqual({
      shapes: 200,
      mostCompiled: 64,
      mostRegistered: 64,
      left: { compiled: 0, registered: 0 },
    });
  });

  test('their memory comes back', () => {
    expect(report.ofShapes).toBeGreaterThan(MEGABYTE);
    expect(report.afterDestroy).toBeLessThan(MEGABYTE);
  });
});
