import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { execa } from 'execa';
import { z } from 'zod';
import { rules } from '../../src/diagnostics/rules.js';
import { limits } from '../../src/example/initialization.js';
import { clone, stepzero } from './course-copy.js';

jest.setTimeout(30_000);

const reportSchema = z.object({
  parameters: z.number(),
  checks: z.array(z.object({ name: z.string(), isRight: z.boolean() })),
});

async function failedAt(stage: string) {
  const { stdout, exitCode } = await stepzero(['example', '--stage', stage, '--json']);
  const { checks } = reportSchema.parse(JSON.parse(stdout));
  return { exitCode, failed: checks.filter(({ isRight }) => !isRight).map(({ name }) => name) };
}

test('five checks that hold, and the exit code of those that do not', async () => {
  const { stdout, exitCode } = await stepzero(['example']);
  expect(exitCode).toBe(0);
  expect(stdout.match(/✓/g)).toHaveLength(5);
  expect(stdout).toContain('12,297 parameters');
  expect(await failedAt('naive')).toEqual({
    exitCode: 1,
    failed: ['initial loss', 'pre-activations', 'saturation', 'parameters', 'logits'],
  });
  expect(await failedAt('kaiming')).toEqual({ exitCode: 1, failed: ['saturation'] });
});

test('--code prints what ran', async () => {
  const { stdout } = await stepzero(['example', '--code']);
  expect(`${stdout}\n`).toBe(readFileSync(path.join(clone, 'src/example/initialization.ts'), 'utf8'));
});

test('its limits are those of the health rules', () => {
  const threshold = (finding: string) =>
    rules.flatMap((rule) => (rule.finding === finding && 'threshold' in rule ? [rule.threshold] : []))[0];
  expect(limits).toEqual({
    loss: threshold('loss-too-high'),
    mean: threshold('shifted-mean'),
    leastStd: threshold('vanishing-signal'),
    mostStd: threshold('exploding-signal'),
    saturated: threshold('saturated'),
  });
});

/** A training loop of a user's own, on the package's two exports. */
const loop = `
import { F, Generator, randn, zeros, noGrad } from 'stepzero/torch';
import { HealthMonitor } from 'stepzero/diagnostics';
const generator = new Generator(7);
const W1 = randn([8, 20], { generator }).mul(2);
const W2 = randn([20, 4], { generator }).mul(0.01);
for (const each of [W1, W2]) each.requiresGrad = true;
const X = randn([64, 8], { generator });
const Y = Array.from({ length: 64 }, (_, i) => i % 4);
const monitor = new HealthMonitor({ classes: 4, every: 10 });
for (let step = 0; step < 21; step++) {
  const hPreact = X.matmul(W1);
  const h = hPreact.tanh();
  const logits = h.matmul(W2);
  const loss = F.crossEntropy(logits, Y);
  loss.backward();
  monitor.observe(step, () => ({
    loss: loss.item(), logits, targets: Y, learningRate: 1e-4,
    layers: [{ name: 'hidden', preactivation: hPreact, activation: h, nonlinearity: 'tanh' }],
    parameters: [{ name: 'W1', role: 'hidden', tensor: W1, gain: 5 / 3 }, { name: 'W2', role: 'output', tensor: W2 }],
  }));
  noGrad(() => { for (const each of [W1, W2]) each.sub_(each.grad.mul(1e-4)); });
  W1.grad = null;
  W2.grad = null;
}
console.log(JSON.stringify(monitor.history.map(({ step, findings }) => [step, ...findings.map((each) => each.finding)])));
`;

test('HealthMonitor in a loop of one’s own', async () => {
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', loop], { cwd: clone });
  expect(JSON.parse(stdout)).toEqual([
    [0, 'exploding-signal', 'saturated'],
    [10, 'updates-too-small'],
    [20, 'updates-too-small'],
  ]);
});
