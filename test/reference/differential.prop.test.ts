/**
 * #torch, every backend of the reference that is here, and PyTorch's own answers agree pairwise, and with float64, on random
 * networks: every stage, the loss and every gradient, within derived bounds (differential/main.ts computes it in plain Node).
 */
import { describe, expect, test } from '@jest/globals';
import { reportSchema } from './differential/report.js';
import { inPlainNode } from './plain-node.js';

const fixtures = 'test/fixtures/oracle/networks.json';
const report = inPlainNode('test/reference/differential/main.ts', [fixtures], reportSchema);
const absent = report.unavailable.map(({ name, reason }) => ` (${name} is not here: ${reason})`).join('');

describe(`${report.implementations.join(', ')}${absent}`, () => {
  test('at least #torch and two backends took part', () => {
    expect(report.implementations).toContain('#torch');
    expect(report.implementations.length).toBeGreaterThanOrEqual(3);
  });

  test(`the float64 reference is PyTorch ${report.pytorch.torchVersion}'s float64, to fourteen digits`, () => {
    expect(report.pytorch.networks).toBe(24);
    expect(report.pytorch.float64Error).toBeLessThan(1e-13);
  });

  test.each(['pytorch', 'small', 'large'] as const)('%s: no two disagree', (part) => {
    const { disagreements, counterexample, comparisons, worst } = report[part];
    expect({ disagreements, counterexample }).toEqual({ disagreements: [], counterexample: null });
    expect(comparisons).toBeGreaterThan(100_000);
    expect(worst).toBeGreaterThan(0); // equal to the last bit, two implementations would be one
  });

  test.each(report.mistakes)('$name: rejected wherever it makes a difference', ({ tried, rejected }) => {
    expect(tried).toBeGreaterThan(5);
    expect(rejected).toBe(tried);
  });
});
