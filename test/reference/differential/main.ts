/**
 * The comparison itself, in plain Node: Jest's own context computes a hundred times slower, and a kernel's threads want a process
 * of their own. Prints one JSON report (report.ts) and asserts nothing; `differential.prop.test.ts` does.
 * Usage: node main.mjs FIXTURE.json
 */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { Engine } from '../../../src/reference/gpu/engine.js';
import { type Agreement, agreement, judge, sum } from './agreement.js';
import { availableBackends, onEngine } from './backends.js';
import { build, configurations } from './configuration.js';
import { exact } from './exact.js';
import { readFixtures } from './fixtures.js';
import type { Outcome } from './outcome.js';
import { rejections } from './rejections.js';
import type { Report } from './report.js';
import { torchNetwork } from './torch-network.js';

const SEED = 20;

const { backends, unavailable } = await availableBackends();
const engines = backends.map((backend) => new Engine(backend));
const all = [torchNetwork, ...engines.map(onEngine)];
const report: Report = {
  implementations: all.map(({ name }) => name),
  unavailable,
  pytorch: await besidePyTorch(),
  small: await overConfigurations(24, { min: 8, max: 40 }),
  large: await overConfigurations(2, { min: 600, max: 900 }),
  mistakes: await rejections(SEED + 1, all, engines),
};
for (const engine of engines) await engine.destroy();
process.stdout.write(JSON.stringify(report));

async function besidePyTorch(): Promise<Report['pytorch']> {
  const { torchVersion, fixtures } = readFixtures(readFileSync(process.argv[2] ?? '', 'utf8'));
  const agreements: Agreement[] = [];
  const errors: number[] = [];
  for (const { example, float64, float32 } of fixtures) {
    const truth = exact(example);
    for (const [value, expected] of float64) errors.push(largestError(truth.outcome.get(value) ?? [], expected));
    const outcomes: [string, Outcome][] = [['PyTorch float32', float32]];
    for (const one of all) outcomes.push([one.name, await one.run(example)]);
    agreements.push(judge(example, outcomes));
  }
  return { torchVersion, float64Error: Math.max(...errors), ...together(agreements), counterexample: null };
}

/** Relative to 1 + |expected|; infinite for what is not a number, or not there. */
function largestError(measured: ArrayLike<number>, expected: ArrayLike<number>): number {
  let largest = measured.length === expected.length ? 0 : Infinity;
  for (let index = 0; index < expected.length; index++) {
    const target = expected[index] ?? NaN;
    const error = Math.abs((measured[index] ?? NaN) - target) / (1 + Math.abs(target));
    largest = Math.max(largest, Number.isNaN(error) ? Infinity : error);
  }
  return largest;
}

async function overConfigurations(
  numRuns: number,
  rows: { readonly min: number; readonly max: number },
): Promise<Report['small']> {
  const agreements: Agreement[] = [];
  const property = fc.asyncProperty(configurations(rows), async (configuration) => {
    const result = await agreement(build(configuration), all);
    agreements.push(result);
    return [result.staged, result.composed, result.pairs].every(({ disagreements }) => disagreements.length === 0);
  });
  const { failed, counterexample, counterexamplePath } = await fc.check(property, { seed: SEED, numRuns });
  const where = failed ? { path: counterexamplePath, configuration: counterexample?.[0] ?? null } : null;
  return { ...together(agreements), counterexample: where };
}

function together(agreements: readonly Agreement[]) {
  return {
    networks: agreements.length,
    expected: agreements.reduce((total, one) => total + one.expected, 0),
    staged: sum(agreements.map((one) => one.staged)),
    composed: sum(agreements.map((one) => one.composed)),
    pairs: sum(agreements.map((one) => one.pairs)),
  };
}
