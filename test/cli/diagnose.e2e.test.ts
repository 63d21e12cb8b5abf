import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { lectureNamesFile } from '../dataset/names-file.js';
import { remove, stepzero, temporaryFolder } from './course-copy.js';

jest.setTimeout(40_000);

const folder = temporaryFolder();
afterAll(() => remove(folder));

/** Ten layers deep, with the weights of a layer times `scale(index)`. */
const deep = (scale: string, outputStd: number) => `
import { Generator, randn, type Tensor } from '#torch';
const generator = new Generator(42);
const scale: (index: number) => number = ${scale};
class Linear {
  weight: Tensor;
  constructor(fanIn: number, fanOut: number, std: number) {
    this.weight = randn([fanIn, fanOut], { generator }).mul(std);
    this.weight.requiresGrad = true;
  }
  forward(x: Tensor) { return x.matmul(this.weight); }
  parameters() { return [this.weight]; }
}
class Squash {
  forward(x: Tensor) { return x.tanh(); }
  parameters() { return []; }
}
console.log('building');
export const layers = Array.from({ length: 10 }, (_, i) => {
  const fanIn = i === 0 ? 30 : 40;
  return [new Linear(fanIn, 40, scale(i) / Math.sqrt(fanIn)), new Squash()];
}).flat();
layers.push(new Linear(40, 27, ${outputStd}));
`;

const files = {
  'fading.ts': deep('() => 0.5', 0.01),
  'loud.ts': deep('(i) => (i < 6 ? 1.2 : 20)', 1),
  'forever.ts': `export const layers = [{ forward() { for (;;); }, parameters: () => [] }];`,
  'answer.ts': `export const answer = 42;`,
  'empty.ts': `export const layers = [];`,
  'throws.ts': `export const layers = [{ forward() { throw new TypeError('boom'); }, parameters: () => [] }];`,
  'narrow.ts': `import { randn, type Tensor } from '#torch';
    const W = randn([30, 20]);
    export const layers = [{ forward: (x: Tensor) => x.matmul(W), parameters: () => [W] }];`,
  'notes.txt': 'not a model',
  'own.ts': `import { Generator, randn, type Tensor } from '#torch';
    const generator = new Generator(1);
    export const X = randn([64, 28], { generator });
    export const Y = Array.from({ length: 64 }, (_, i) => i % 5);
    export const parameters = [randn([28, 50], { generator }).mul(0.02), randn([50, 5], { generator }).mul(0.01)];
    for (const each of parameters) each.requiresGrad = true;
    export function forward([W1, W2]: Tensor[], x: Tensor) {
      const hPreact = x.matmul(W1!);
      const h = hPreact.relu();
      return { hPreact, h, logits: h.matmul(W2!) };
    }`,
  'nan.json': `{ "classes": 27, "loss": NaN, "layers": [{ "name": "a", "preactivationMean": 0, "preactivationStd": 1, "saturated": 0.2 }],
    "gradients": [{ "name": "W1", "std": 1e-9 }], "updateRatios": [0.001] }`,
  'no-layers.json': '{ "classes": 27, "loss": 3.3, "layers": [] }',
  'cut.json': '{ "classes": 27, "lo',
};

let endless: ReturnType<typeof stepzero>;

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  // Five seconds of nothing but waiting, meanwhile.
  endless = diagnose('--model', 'forever.ts');
});

const diagnose = (...args: string[]) => stepzero(['diagnose', ...args], folder);

const findingSchema = z.object({
  finding: z.string(),
  measurements: z.array(z.object({ name: z.string(), value: z.number().nullable(), mayBeChance: z.boolean() })),
  detail: z.string().nullable(),
});
const phaseSchema = z.object({
  figures: z.object({ loss: z.number().nullable(), layers: z.array(z.object({ saturated: z.number().nullable() })) }),
  findings: z.array(findingSchema),
});
const diagnosisSchema = z.object({ initialization: phaseSchema, training: phaseSchema.nullable() });

async function asJson(...args: string[]) {
  const { stdout, stderr, exitCode } = await diagnose(...args, '--json');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return diagnosisSchema.parse(JSON.parse(stdout));
}

const idsOf = (phase: z.infer<typeof phaseSchema> | null) => phase?.findings.map(({ finding }) => finding);

describe('a network by its flags', () => {
  test('the naive one: output layer and saturation are named, with their remedies; --strict exits 1', async () => {
    const { stdout, exitCode } = await diagnose('--init', 'naive', '--strict');
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/✗ loss-too-high: .*(healthy|\n)/);
    expect(stdout).toMatch(/output layer's\s+weight layers\.2\.weight/);
    expect(stdout).toMatch(/Make the output layer small/);
    expect(stdout).toMatch(/✗ saturated: share of saturated activations: layer 1 \(Tanh\) \d\d\.\d %/);
    expect(stdout).toMatch(/Shrink what goes into the tanh/);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('Kaiming with batch norm is healthy at the start', async () => {
    const { stdout, exitCode } = await diagnose('--init', 'kaiming', '--batch-norm', '--strict');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('✓ healthy at initialization by every rule');
  });

  test('the rules in training are applied after --steps, and a runaway loss is found there', async () => {
    const { initialization, training } = await asJson(
      '--steps',
      '40',
      '--lr',
      '300',
      '--hidden',
      '30',
      '--layers',
      '3',
    );
    expect(idsOf(initialization)).not.toContain('updates-too-large');
    expect(training?.findings.length).toBeGreaterThan(0);
  });

  (lectureNamesFile === null ? test.skip : test)("the lecture's names and seed give the lecture's loss", async () => {
    const { initialization } = await asJson('--preset', 'lecture-naive', '--names', lectureNamesFile ?? '');
    expect(initialization.figures.loss).toBeCloseTo(27.8817, 4);
  });
});

describe("a network of one's own", () => {
  test('findings by layer, with the weights behind them; what it prints is shown', async () => {
    const { stdout } = await diagnose('--model', 'fading.ts');
    expect(stdout).toMatch(/printed by the code\n {4}building/);
    expect(stdout).toMatch(/✗ vanishing-signal: pre-activation std: [^✗]*layer 3 \(Squash\) 0\.\d+/);
    const { initialization } = await asJson('--model', 'loud.ts');
    const saturated = initialization.findings.find(({ finding }) => finding === 'saturated');
    expect(saturated?.measurements.map(({ name }) => name)).toEqual([13, 15, 17, 19].map((i) => `layer ${i} (Squash)`));
    expect(saturated?.detail).toMatch(/^In this network layers\.12\.weight has std 3\.\d+, 1\d(\.\d)? times gain/);
    expect(idsOf(initialization)).toContain('loss-too-high');
  });

  test('parameters and a forward function, on a batch of its own', async () => {
    const { initialization } = await asJson('--model', 'own.ts');
    expect(idsOf(initialization)).toEqual(['vanishing-signal']);
    expect(initialization.findings[0]?.measurements[0]?.name).toBe('hidden (relu)');
    expect(initialization.figures.layers[0]?.saturated).toBeNull();
  });

  test('an endless loop is stopped, with a sentence', async () => {
    const { stderr, exitCode } = await endless;
    expect({ stderr, exitCode }).toEqual({
      exitCode: 2,
      stderr:
        'stepzero: --model: forever.ts: layers[0].forward(…) gave no answer within 5 s and was stopped; look for a loop that never ends, or make the network smaller',
    });
  });
});

test('figures from a file, those that Python writes too', async () => {
  const { initialization, training } = await asJson('--stats', 'nan.json');
  expect(idsOf(initialization)).toEqual(['loss-not-finite', 'saturated']);
  expect(idsOf(training)).toEqual(['vanishing-gradient']);
});

test('a page that shows the same', async () => {
  const page = path.join(folder, 'deep', 'page.html');
  const { stderr } = await diagnose('--init', 'naive', '--html', page);
  expect(stderr).toBe(`stepzero: the page is ${page}`);
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('Make the output layer small');
  expect(html.match(/<svg /g)?.length).toBe(4);
  expect(html).not.toMatch(/<script|https?:|undefined|NaN/);
});

const expected =
  'a model exports `layers` (a list of layers with forward and parameters), or `parameters` and `forward(parameters, X)`';

test('one sentence for what cannot be looked at', async () => {
  const cases: [args: string[], message: string][] = [
    [['--model', 'nowhere.ts'], `--model: expected a TypeScript file, got nowhere.ts (no such file); ${expected}`],
    [['--model', 'notes.txt'], `--model: expected a TypeScript file, got notes.txt; ${expected}`],
    [['--model', 'answer.ts'], `--model: answer.ts: expected a model, got a file that exports answer; ${expected}`],
    [
      ['--model', 'empty.ts'],
      '--model: empty.ts: expected at least one layer in layers, got an empty list; export them in the order in which the signal passes them',
    ],
    [['--model', 'throws.ts'], '--model: throws.ts: layers[0].forward(…) threw TypeError: boom (throws.ts:1:44)'],
    [
      ['--model', 'narrow.ts'],
      '--model: narrow.ts: expected logits of shape [32, 27], got [32, 20]; the last layer gives one number a class and example',
    ],
    [
      ['--model', 'own.ts', '--hidden', '3'],
      '--hidden: expected no such flag with --model, which has all of that; leave it out',
    ],
  ];
  const ended = await Promise.all(cases.map(([args]) => diagnose(...args)));
  expect(ended).toEqual(cases.map(([, message]) => ({ exitCode: 2, stdout: '', stderr: `stepzero: ${message}` })));
  const [noLayers, cut, both] = await Promise.all([
    diagnose('--stats', 'no-layers.json'),
    diagnose('--stats', 'cut.json'),
    diagnose('--stats', 'nan.json', '--model', 'own.ts'),
  ]);
  expect(noLayers.stderr).toMatch(
    /^stepzero: --stats: no-layers\.json: layers: expected at least one hidden layer, got an/,
  );
  expect(cut.stderr).toMatch(/^stepzero: --stats: cut\.json: expected JSON to its end, got something else; write/);
  expect(both.stderr).toMatch(/^stepzero: --stats: expected one thing to look at, got --model as well/);
});
