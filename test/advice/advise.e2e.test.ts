/** `stepzero advise` as a user runs it; its code for #torch is run as well. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { execa } from 'execa';
import { z } from 'zod';
import { clone, remove, stepzero, temporaryFolder } from '../cli/course-copy.js';

jest.setTimeout(120_000);

const folder = temporaryFolder();
afterAll(() => remove(folder));

const adviceSchema = z.object({
  layer: z.string(),
  weights: z.object({ fanIn: z.number().nullable(), std: z.number().nullable() }),
  bias: z.object({ values: z.array(z.number()).nullable() }),
  measured: z.array(z.object({ what: z.string(), value: z.number() })),
  depth: z.object({ lastRms: z.number(), gradientRatio: z.number(), says: z.string() }).nullable(),
  code: z.object({ torch: z.string(), pytorch: z.string() }),
  unused: z.array(z.string()),
});

async function advice(...args: string[]) {
  const { exitCode, stdout, stderr } = await stepzero(['advise', '--json', ...args], folder);
  expect(exitCode).toBe(0);
  return { ...adviceSchema.parse(JSON.parse(stdout)), stderr };
}

function measured({ measured: lines }: Awaited<ReturnType<typeof advice>>, what: string): number {
  return lines.find((line) => line.what.startsWith(what))?.value ?? NaN;
}

test('layers before an activation: the std, what it measures, and code that draws it', async () => {
  const all = [
    await advice('--layer', 'linear', '--activation', 'tanh', '--fan-in', '30', '--depth', '10'),
    await advice('--layer', 'conv', '--activation', 'relu', '--kernel', '3', '--in', '64'),
    await advice('--layer', 'conv', '--activation', 'gelu', '--fan-in', '147'),
  ];
  const [tanh, relu, gelu] = all;
  if (!tanh || !relu || !gelu) throw new Error('expected three answers');
  expect(tanh.weights.std).toBeCloseTo(5 / 3 / Math.sqrt(30), 12);
  expect(relu.weights).toMatchObject({ fanIn: 3 * 3 * 64 });
  expect(relu.weights.std).toBeCloseTo(Math.sqrt(2 / 576), 12);
  expect(gelu.weights.std).toBeCloseTo(1.5335 / Math.sqrt(147), 4);

  // The std of n sums of 30 products: that of the weights alone is off by 1 / sqrt(2 * 30 * 256) = 0.8 %, that of the inputs as much.
  expect(Math.abs(measured(tanh, 'std of the pre-activations') / (5 / 3) - 1)).toBeLessThan(0.05);
  expect(Math.abs(measured(relu, 'root mean square') - 1)).toBeLessThan(0.05);
  expect(Math.abs(measured(gelu, 'root mean square') - 1)).toBeLessThan(0.1);
  expect(tanh.depth?.lastRms).toBeGreaterThan(0.4);

  // Each snippet in a scope of its own, with the names that it leaves open.
  const torch = pathToFileURL(path.join(clone, 'dist/src/torch/index.js')).href;
  const scopes = all.map(
    ({ code }) =>
      `{ const k = 7, channelsIn = 3, channelsOut = 300, fanOut = 300;\n${code.torch}\nstds.push(W.std().item(), b.abs().max().item()); }`,
  );
  const program = `import { randn, zeros, Generator } from ${JSON.stringify(torch)};\nconst generator = new Generator(1);\nconst stds = [];\n${scopes.join('\n')}\nconsole.log(JSON.stringify(stds));\n`;
  writeFileSync(path.join(folder, 'snippets.mjs'), program);
  const { stdout } = await execa(process.execPath, ['snippets.mjs'], { cwd: folder });
  const stds = z.array(z.number()).parse(JSON.parse(stdout));
  for (const [index, { weights }] of all.entries()) {
    // 9,000 draws and more: five standard errors are 5 / sqrt(2 * 9000) = 3.7 %.
    expect(Math.abs((stds[2 * index] ?? NaN) / (weights.std ?? NaN) - 1)).toBeLessThan(0.037);
    expect(stds[2 * index + 1]).toBe(0);
  }
});

test('an output layer: ln(classes), and with a prior its entropy', async () => {
  const plain = await advice('--layer', 'output', '--fan-in', '200');
  expect(Math.abs(measured(plain, 'first loss') - Math.log(27))).toBeLessThan(0.02);
  expect(plain.bias.values).toBeNull();

  const informed = await advice('--layer', 'output', '--fan-in', '200', '--prior', '90,9,1');
  [0.9, 0.09, 0.01].forEach((share, index) => expect(informed.bias.values?.[index]).toBeCloseTo(Math.log(share), 12));
  const entropy = -[0.9, 0.09, 0.01].reduce((sum, share) => sum + share * Math.log(share), 0);
  expect(Math.abs(measured(informed, 'first loss') - entropy)).toBeLessThan(0.02);
});

test('a prior from the names: as many shares as characters, and a loss below ln(classes)', async () => {
  const { bias, ...rest } = await advice('--layer', 'output', '--fan-in', '200', '--prior', 'names');
  expect(bias.values).toHaveLength(27);
  expect(bias.values?.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 9);
  expect(measured({ bias, ...rest }, 'first loss')).toBeLessThan(Math.log(27) - 0.3);
});

test('a stack that keeps its size, and one that does not', async () => {
  const relu = await advice('--layer', 'linear', '--activation', 'relu', '--fan-in', '256', '--depth', '20');
  expect(relu.depth?.says).toContain('is enough to start with');
  const sigmoid = await advice('--layer', 'linear', '--activation', 'sigmoid', '--fan-in', '256', '--depth', '20');
  expect(sigmoid.depth?.says).toContain('put a batch norm before each activation');
});

test('on a terminal: the parts, in 80 columns but for code, and what had no part', async () => {
  const { exitCode, stdout, stderr } = await stepzero(
    ['advise', '--layer', 'lstm-forget', '--activation', 'tanh', '--fan-in', '30', '--depth', '5'],
    folder,
  );
  expect(exitCode).toBe(0);
  expect(stderr).toBe('stepzero: --activation and --fan-in have no part in the start of lstm-forget');
  expect(stdout).toContain('bias     1 for the forget gate, 0 for the other gates');
  expect(stdout).toMatch(/20\.9 % +share of a memory left after 5 steps, bias 1/);
  expect(stdout).toMatch(/3\.13 % +share of a memory left after 5 steps, bias 0/);
  const text = stdout.slice(0, stdout.indexOf('#torch')).split('\n');
  expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('the tables that need no training, in 80 columns', async () => {
  for (const table of ['layers', 'tasks', 'norms']) {
    const { exitCode, stdout } = await stepzero(['advise', '--table', table], folder);
    expect(exitCode).toBe(0);
    expect(stdout.split('\n').length).toBeGreaterThan(10);
    expect([table, Math.max(...stdout.split('\n').map((line) => line.length)) <= 80]).toEqual([table, true]);
  }
});

describe('one sentence, exit code 2', () => {
  test.each([
    [
      [],
      '--layer: expected one of linear, conv, embedding, output, batch-norm, lstm-forget, got nothing; or give --table for the tables',
    ],
    [
      ['--layer', 'linaer'],
      '--layer: expected one of linear, conv, embedding, output, batch-norm, lstm-forget, got "linaer"; did you mean linear?',
    ],
    [
      ['--layer', 'linear', '--fan-in', '30'],
      '--activation: expected one of tanh, relu, leakyRelu, sigmoid, gelu, elu, selu, silu, linear, got nothing; the weights of --layer linear depend on what follows them',
    ],
    [
      ['--layer', 'linear', '--activation', 'tanh', '--fan-in', '0'],
      '--fan-in: expected a whole number from 1 to 1,000,000,000, got "0"; write it in digits',
    ],
    [
      ['--layer', 'conv', '--activation', 'relu', '--kernel', '3by3', '--in', '64'],
      '--kernel: expected a size such as 3 or 3x5, got "3by3"; one number is a square',
    ],
    [
      ['--layer', 'conv', '--activation', 'relu', '--kernel', '3', '--in', '64', '--fan-in', '64'],
      '--fan-in: expected 576, the product of --kernel and --in, got 64; leave it out',
    ],
    [
      ['--layer', 'output', '--fan-in', '200', '--prior', '0.5,-0.5'],
      '--prior: expected the share or the count of each class such as 0.9,0.1, or names, got "0.5,-0.5"; there are at least two classes',
    ],
    [
      ['--layer', 'output', '--fan-in', '200', '--classes', '3', '--prior', '1,1'],
      '--prior: expected 3 shares, one for each class, got 2; leave --classes out, or give them all',
    ],
    [['--table', 'norm'], '--table: expected one of layers, sizes, tasks, norms, all, got "norm"; did you mean norms?'],
    [
      ['--table', 'norms', '--layer', 'linear'],
      '--layer: expected no such flag with --table, got one; leave one of the two out',
    ],
  ])('%j', async (args, message) => {
    const { exitCode, stderr, stdout } = await stepzero(['advise', ...args], folder);
    expect({ exitCode, stderr, stdout }).toEqual({ exitCode: 2, stderr: `stepzero: ${message}`, stdout: '' });
  });
});
