/** One backend gives the same bits every time: in one process and from process to process, on one thread and on several. */
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { runsInPlainNode } from '../plain-node.js';

const run = z.object({ hash: z.string().length(64), threaded: z.number() });
const schema = z.object({
  small: run,
  again: run,
  large: run,
  wholeSet: z.object({ hash: z.string().length(64), executor: z.string() }),
  otherSeed: run,
});

const reports = new Map(
  ['webasm', 'cpu'].map((backend) => [
    backend,
    runsInPlainNode('test/reference/gpu/programs/bits.ts', 3, schema, { programArguments: [backend] }),
  ]),
);

describe.each([...reports])('%s', (backend, [first, ...others]) => {
  test('three processes give the same bits', () => {
    expect(others).toEqual([first, first]);
  });

  test('and so do two engines in one process; another network gives others', () => {
    expect(first?.again.hash).toBe(first?.small.hash);
    expect(first?.otherSeed.hash).not.toBe(first?.small.hash);
  });

  test('the large batch was on threads where there are any, the small one was not', () => {
    expect(first?.small.threaded).toBe(0);
    expect(first?.wholeSet.executor).toBe(backend === 'cpu' ? 'generic' : 'fused-threaded');
    if (backend === 'cpu') expect(first?.large.threaded).toBe(0);
    else expect(first?.large.threaded).toBeGreaterThan(0);
  });
});

test('two backends do not give the same bits: the comparison of hashes can fail', () => {
  const [webasm, cpu] = [...reports.values()].map(([first]) => first);
  expect(webasm?.large.hash).not.toBe(cpu?.large.hash);
});
