/** `stepzero compare` and `stepzero sweep` through the real command line. */
import { describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { stepzero } from './course-copy.js';

jest.setTimeout(60_000);

const spread = z.object({
  mean: z.number().nullable(),
  std: z.number().nullable(),
  values: z.array(z.number().nullable()),
});
const comparison = z.object({
  seeds: z.array(z.number()),
  rows: z.array(
    z.object({
      method: z.string(),
      w1Std: spread,
      initialLoss: spread,
      saturated: spread,
      deadUnits: spread,
      loss: spread,
      stepsToTarget: spread,
    }),
  ),
});

const short = ['compare', '--seeds', '2', '--steps', '20', '--json'];

test('compare measures what theory says, and the same again', async () => {
  const args = [...short, '--methods', 'naive,zeros,kaiming'];
  const { exitCode, stdout } = await stepzero(args);
  expect(exitCode).toBe(0);
  const [naive, zeros, kaiming] = comparison.parse(JSON.parse(stdout)).rows;
  // Weights of 0 give equal logits: the loss of 27 equal probabilities, to the rounding of float32.
  expect(zeros?.initialLoss.mean).toBeCloseTo(Math.log(27), 6);
  expect(zeros?.saturated.mean).toBe(0);
  // 2 x 6,000 normal draws of std (5/3) / sqrt(30): five standard errors are 5 / sqrt(2 * 12000) of it.
  const std = 5 / 3 / Math.sqrt(30);
  expect(Math.abs((kaiming?.w1Std.mean ?? NaN) / std - 1)).toBeLessThan(5 / Math.sqrt(24_000));
  expect(naive?.initialLoss.mean).toBeGreaterThan(10);
  expect(naive?.saturated.mean).toBeGreaterThan(kaiming?.saturated.mean ?? NaN);
  expect(kaiming?.loss.values).toHaveLength(2);
  expect(kaiming?.stepsToTarget.values).toEqual([null, null]);
  expect((await stepzero(args)).stdout).toBe(stdout);
});

test('the terminal has a line a method, with its formula, and says on what', async () => {
  const { exitCode, stdout } = await stepzero([
    'compare',
    '--deep',
    '--seeds',
    '1',
    '--steps',
    '5',
    '--methods',
    'ad hoc,linear',
  ]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('10 hidden layers of 100, 1 seed');
  expect(stdout).toMatch(/^ {2}ad hoc +0\.2\d\d +3\.\d{3} +\d+\.\d +\d+ +\d\.\d{3} +–$/m);
  expect(stdout).toMatch(/^ {2}linear +randn \/ sqrt\(fanIn\)$/m);
  expect(stdout).toMatch(/names.*sha256/);
});

const swept = z.object({
  rows: z.array(z.object({ activation: z.string(), gain: z.number(), width: z.number(), rms: z.array(z.number()) })),
});

test('sweep follows a signal: weights of gain g multiply its rms by g a layer where nothing is nonlinear', async () => {
  const { exitCode, stdout } = await stepzero([
    'sweep',
    '--activations',
    'linear,tanh',
    '--gains',
    '1,5/3',
    '--widths',
    '300',
    '--depths',
    '4',
    '--json',
  ]);
  expect(exitCode).toBe(0);
  const [one, more, squashed] = swept.parse(JSON.parse(stdout)).rows;
  // The rms of a layer of 300 has a relative spread of about 1 / sqrt(2 * 300) a layer; five times that over the layers.
  for (const [layer, rms] of (one?.rms ?? [NaN]).entries()) {
    expect(Math.abs(rms - 1)).toBeLessThan(5 * Math.sqrt((layer + 1) / 600));
    // The same draws, so exactly the gain more, up to rounding.
    expect((more?.rms[layer] ?? NaN) / rms).toBeCloseTo((5 / 3) ** (layer + 1), 4);
  }
  expect(one?.rms).toHaveLength(4);
  expect(Math.max(...(squashed?.rms ?? [NaN]))).toBeLessThan(1);
});

describe('one sentence, exit code 2', () => {
  test.each<[said: string, args: string[], message: string]>([
    [
      'a method that is none',
      ['compare', '--methods', 'kaimin'],
      '--methods: there is no "kaimin"; did you mean kaiming?',
    ],
    ['no seeds', ['compare', '--seeds', '0'], '--seeds: expected a whole number from 1 to 1000, got "0"'],
    ['half a step', ['compare', '--steps', '0.5'], '--steps: expected a whole number from 1 to 1000000, got "0.5"'],
    [
      'an activation that is none',
      ['sweep', '--activations', 'tan'],
      '--activations: there is no "tan"; did you mean tanh?',
    ],
    [
      'a gain that is none',
      ['sweep', '--gains', '1,5/'],
      '--gains: expected numbers from 0 such as 1 or 5/3, with commas between them, got "1,5/"',
    ],
    [
      'a depth of 0',
      ['sweep', '--depths', '0'],
      '--depths: expected whole numbers from 1 to 10000, with commas between them, got "0"',
    ],
    [
      'another backend',
      ['sweep', '--backend', 'gpu'],
      '--backend: expected webasm or cpu for training, got "gpu"; leave it out to let stepzero choose',
    ],
  ])('%s', async (_said, args, message) => {
    const { exitCode, stdout, stderr } = await stepzero(args);
    expect(stderr).toBe(`stepzero: ${message}`);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});
