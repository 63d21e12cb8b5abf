/**
 * #torch, every backend of the reference that is here, and PyTorch's own answers agree pairwise, and with float64, on random
 * networks: every stage, the loss and every gradient, within derived bounds (differential/main.ts computes it in plain Node).
 */
import { describe, expect, test } from '@jest/globals';
import { reportSchema } from './differential/report.js';
import { inPlainNode } from './plain-node.js';

const fixtures = 'test/fixtures/oracle/networks.json';
const report = inPlainNode('test/reference/differential/main.ts', reportSchema, { programArguments: [fixtures] });
const absent = report.unavailable.map(({ name, reason }) => ` (${name} is not here: ${reason})`).join('');
const none = { compared: expect.any(Number), worst: expect.any(Number), disagreements: [] };

describe(`${report.implementations.join(', ')}${absent}`, () => {
  test('#torch took part, and every backend that needs nothing but Node', () => {
    expect(report.implementations).toEqual(expect.arrayContaining(['#torch', 'webasm', 'cpu']));
    expect(report.implementations.length + report.unavailable.length).toBe(4);
  });

  test(`the float64 reference is PyTorch ${report.pytorch.torchVersion}'s float64, to fourteen digits`, () => {
    expect(report.pytorch.networks).toBe(24);
    expect(report.pytorch.float64Error).toBeLessThan(1e-13);
  });

  test.each([
    ['pytorch', 24],
    ['small', 24],
    ['large', 2],
  ] as const)('%s: stage by stage, every value of %i networks is held to a bound, and keeps it', (part, networks) => {
    const { staged, expected, counterexample, ...rest } = report[part];
    expect(rest.networks).toBe(networks);
    expect({ staged, counterexample }).toEqual({ staged: { ...none, unbounded: 0 }, counterexample: null });
    expect(staged.compared).toBe(expected);
    expect(expected).toBeGreaterThan(100_000);
  });

  test.each(['pytorch', 'small', 'large'] as const)('%s: no two disagree on the whole', (part) => {
    const { composed, pairs, expected } = report[part];
    const sides = report.implementations.length + (part === 'pytorch' ? 1 : 0);
    expect({ composed, pairs }).toMatchObject({ composed: none, pairs: none });
    // Where a variance is lost in what was inherited, nothing can be said of the whole: in the fixtures, of up to a third.
    expect(composed.compared).toBeGreaterThan(0.7 * expected);
    expect(composed.compared + composed.unbounded).toBe(expected);
    expect(pairs.compared + pairs.unbounded).toBe((expected * (sides - 1)) / 2);
    expect(pairs.worst).toBeGreaterThan(0); // equal to the last bit, two implementations would be one
  });

  test('more than 30 mistakes are planted', () => {
    expect(new Set(report.mistakes.map(({ name }) => name)).size).toBeGreaterThan(30);
  });

  test.each(report.mistakes)('$name, on $on: rejected', ({ tried, rejected }) => {
    expect({ tried, rejected }).toEqual({ tried: 2, rejected: 2 });
  });
});
