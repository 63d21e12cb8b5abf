/**
 * The comparison itself, in plain Node: Jest's own context computes a hundred times slower, and a kernel's threads want a process
 * of their own. Prints one JSON report (report.ts) and asserts nothing; `differential.prop.test.ts` does.
 * Usage: node main.mjs FIXTURE.json
 */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { type Agreement, agreement, judge } from './agreement.js';
import { availableBackends } from './backends.js';
import { build, type Configuration, configurations } from './configuration.js';
import { exact } from './exact.js';
import { readFixtures } from './fixtures.js';
import { mistakes } from './mistakes.js';
import type { Implementation, Outcome } from './outcome.js';
import type { Report } from './report.js';
import { torchNetwork } from './torch-network.js';

const SEED = 20;

const { implementations, unavailable, close } = await availableBackends();
const all = [torchNetwork, ...implementations];
const report: Report = {
  implementations: all.map(({ name }) => name),
  unavailable,
  pytorch: await besidePyTorch(),
  small: await overConfigurations(40, { min: 8, max: 40 }),
  large: await overConfigurations(3, { min: 600, max: 900 }),
  mistakes: await rejections(),
};
await close();
process.stdout.write(JSON.stringify(report));

async function besidePyTorch(): Promise<Report['pytorch']> {
  const { torchVersion, fixtures } = readFixtures(readFileSync(process.argv[2] ?? '', 'utf8'));
  const agreements: Agreement[] = [];
  let float64Error = 0;
  for (const { name, example, float64, float32 } of fixtures) {
    const truth = exact(example);
    for (const [value, expected] of float64) {
      const measured = truth.outcome.get(value);
      for (let index = 0; index < expected.length; index++) {
        const target = expected[index] ?? NaN;
        const error = Math.abs((measured?.[index] ?? NaN) - target) / (1 + Math.abs(target));
        float64Error = error <= float64Error ? float64Error : error;
      }
    }
    const outcomes: [string, Outcome][] = [['PyTorch float32', float32]];
    for (const one of all) outcomes.push([one.name, await one.run(example)]);
    const result = judge(example, outcomes);
    agreements.push({
      ...result,
      disagreements: result.disagreements.map((one) => ({ ...one, value: `${name}: ${one.value}` })),
    });
  }
  return { torchVersion, networks: fixtures.length, float64Error, ...sum(agreements), counterexample: null };
}

async function overConfigurations(
  numRuns: number,
  rows: { readonly min: number; readonly max: number },
): Promise<Report['small']> {
  const agreements: Agreement[] = [];
  const property = fc.asyncProperty(configurations(rows), async (configuration) => {
    const result = await agreement(build(configuration), all);
    agreements.push(result);
    return result.disagreements.length === 0;
  });
  const { failed, counterexample, counterexamplePath } = await fc.check(property, { seed: SEED, numRuns });
  const where = failed ? { path: counterexamplePath, configuration: counterexample?.[0] ?? null } : null;
  return { networks: agreements.length, ...sum(agreements), counterexample: where };
}

/** Every mistake in a right implementation, over the configurations in which it makes a difference. */
async function rejections(): Promise<Report['mistakes']> {
  const drawn = fc.sample(configurations({ min: 8, max: 40 }), { seed: SEED + 1, numRuns: 15 });
  const rejected = async (configuration: Configuration, implementation: Implementation) =>
    (await agreement(build(configuration), [implementation])).disagreements.length > 0;
  const results: Report['mistakes'][number][] = [];
  for (const { name, applies, wrong } of mistakes) {
    const tried = drawn.filter(applies);
    let caught = 0;
    for (const configuration of tried) if (await rejected(configuration, wrong(torchNetwork))) caught++;
    results.push({ name, tried: tried.length, rejected: caught });
  }
  return results;
}

function sum(agreements: readonly Agreement[]) {
  return {
    comparisons: agreements.reduce((total, one) => total + one.comparisons, 0),
    unbounded: agreements.reduce((total, one) => total + one.unbounded, 0),
    worst: agreements.reduce((worst, one) => Math.max(worst, one.worst), 0),
    disagreements: agreements.flatMap((one) => one.disagreements).slice(0, 10),
  };
}
