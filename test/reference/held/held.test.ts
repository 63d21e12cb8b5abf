/** A forced backend passes where its numbers are float32's, and is refused where one number of one stage is not. */
import { afterAll, expect, test } from '@jest/globals';
import type { Reference } from '../../../src/reference/contract.js';
import { float64 } from '../../../src/reference/float64.js';
import { Engine } from '../../../src/reference/gpu/engine.js';
import { gpuReference } from '../../../src/reference/gpu/gpu-reference.js';
import { heldReference } from '../../../src/reference/held/held-reference.js';
import { initialize } from '../../../src/reference/initialize.js';
import { fromTensor, type Matrix } from '../../../src/reference/matrix.js';
import { Generator } from '../../../src/torch/generator.js';
import { draws, randomExamples } from '../network-of.js';

const generator = new Generator(2147483647);
const matrix = (rows: number, cols: number, std = 1): Matrix => fromTensor(draws(generator, [rows, cols], std));

const sizes = { vocabSize: 11, blockSize: 3, nEmbd: 4 };
const architecture = { ...sizes, hidden: [9, 7], activation: 'tanh', withBatchNorm: true } as const;
const network = initialize('kaiming', architecture, generator);
const { X, Y } = randomExamples(generator, { ...sizes, nHidden: 9 }, 20);
const [x, weight, bias, logits] = [matrix(20, 6), matrix(6, 5), matrix(1, 5), matrix(20, 11, 3)];
const [ofLinear, ofNorm] = [matrix(20, 5), matrix(20, 6)];
const rule = { gain: matrix(1, 6), bias: matrix(1, 6), eps: 1e-5, correction: 0 as const };

const questions: readonly (readonly [name: string, ask: (on: Reference) => Promise<unknown>])[] = [
  ['forward', (on) => on.forward(network, X)],
  ['loss', (on) => on.loss(logits, Y)],
  ['backward', (on) => on.backward(network, X, Y)],
  ['statistics', (on) => on.statistics(x, 0.97)],
  ['embed', (on) => on.embed(network.embedding, X)],
  ['linear', (on) => on.linear(x, weight, bias)],
  ['linearBackward', (on) => on.linearBackward(x, weight, ofLinear)],
  ['batchNorm', (on) => on.batchNorm(x, rule)],
  ['batchNormBackward', (on) => on.batchNormBackward(x, rule, ofNorm)],
  ['activate', (on) => on.activate('tanh', x)],
  ['lossBackward', (on) => on.lossBackward(logits, Y)],
];

const engines = [new Engine('cpu'), new Engine('webasm')];
const backends = engines.map(gpuReference);
afterAll(() => Promise.all(engines.map((engine) => engine.destroy())));

/** Where an answer has numbers: the path of each figure and of each array's last element. */
function places(value: unknown, place = 'answer'): string[] {
  if (typeof value === 'number' || value instanceof Float64Array) return [place];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'rows' || key === 'cols' ? [] : places(part, `${place}.${key}`),
  );
}

/** The answer with the number at `place` moved by a thousandth of it and a thousandth. */
function spoil(value: unknown, place: string, here = 'answer'): unknown {
  const moved = (number: number) => number * 1.001 + 1e-3;
  const isHere = here === place;
  if (typeof value === 'number') return isHere ? moved(value) : value;
  if (value instanceof Float64Array) {
    return value.map((number, index) => (isHere && index === value.length - 1 ? moved(number) : number));
  }
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => [key, spoil(part, place, `${here}.${key}`)] as const);
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

test.each(questions)('%s: every backend is accepted, and its answer is float64’s', async (_name, ask) => {
  const exact = await ask(float64);
  for (const backend of backends) expect(await ask(heldReference(backend))).toEqual(exact);
});

test.each(questions)('%s: any part of the answer that is wrong is refused', async (_name, ask) => {
  for (const backend of backends) {
    const answer = await ask(backend);
    expect(places(answer)).not.toHaveLength(0);
    for (const place of places(answer)) {
      const wrong = () => Promise.resolve(spoil(answer, place));
      const lying = new Proxy(backend, { get: (of, key) => (key === 'backend' ? of.backend : wrong) });
      const outcome = await ask(heldReference(lying)).then(
        () => 'accepted',
        (error: unknown) => String(error),
      );
      expect([place, outcome]).toEqual([place, expect.stringContaining(`${backend.backend} and float64 disagree: `)]);
    }
  }
});

test('the sentence says where, what, within what, and what to do', async () => {
  const [backend] = backends;
  if (!backend) throw new Error('no backend');
  const lying: Reference = { ...backend, loss: () => Promise.resolve(99) };
  await expect(heldReference(lying).loss(logits, Y)).rejects.toThrow(
    /^reference: cpu and float64 disagree: loss\[0\]: expected \d\.\d+ within \d\.\d+e?-?\d*, got 99\. Set STEPZERO_BACKEND=float64, and please report this$/,
  );
});

test('numbers too large or too small for float32 say nothing about the backend', async () => {
  const huge = fromTensor({ shape: [4, 2], data: Float32Array.of(3e38, 1e-42, -3e38, 0, 1e30, 2, -1e25, -2) });
  const ones = { gain: matrix(1, 2), bias: matrix(1, 2), eps: 1e-5, correction: 0 as const };
  for (const backend of backends) {
    const held = heldReference(backend);
    await expect(held.linear(huge, matrix(2, 3, 1e3), null)).resolves.toBeDefined();
    await expect(held.batchNorm(huge, ones)).resolves.toBeDefined();
    await expect(held.statistics(huge)).resolves.toBeDefined();
  }
});

test('a column of one value that is long in binary is accepted', async () => {
  const constant = fromTensor({ shape: [33, 1], data: new Float32Array(33).fill(0.1) });
  const one = { gain: matrix(1, 1), bias: matrix(1, 1), eps: 1e-5, correction: 0 as const };
  for (const backend of backends) await expect(heldReference(backend).batchNorm(constant, one)).resolves.toBeDefined();
});
