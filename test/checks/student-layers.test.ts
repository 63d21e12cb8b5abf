/** Networks of a student's, run in a real guest, measured from outside. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { hiddenBlocks, measureGradients, readParametersOf, runLayers } from '../../src/checks/student-layers.js';
import { normalTensor, trained } from '../../src/checks/inputs.js';
import { WrongAnswer } from '../../src/grading/answers.js';
import type { Answer, Subject } from '../../src/guest/contract/subject.js';
import { type Handle, TensorValue } from '../../src/guest/contract/value.js';
import { GuestSession } from '../../src/guest/session.js';
import { Generator } from '../../src/torch/generator.js';

jest.setTimeout(60_000);

/** Embeddings of 2 numbers, contexts of 2, 3 hidden units, 5 characters. */
const source = `
import { randn, noGrad, Generator } from '#torch';
const g = new Generator(1);
class Dense {
  constructor(rows, cols, scale = 0.5) { this.weight = randn([rows, cols], { generator: g }).mul(scale); this.weight.requiresGrad = true; }
  forward(x) { this.out = x.matmul(this.weight); return this.out; }
  parameters() { return [this.weight]; }
}
class Squash { forward(x) { this.out = x.tanh(); return this.out; } parameters() { return []; } }
class Block extends Dense { forward(x) { this.out = x.matmul(this.weight).tanh(); return this.out; } }
class Detached extends Dense { forward(x) { this.out = noGrad(() => x.matmul(this.weight)); return this.out; } }
export const separate = () => [new Dense(4, 3), new Squash(), new Dense(3, 3), new Squash(), new Dense(3, 5)];
export const blocks = () => [new Block(4, 3), new Block(3, 3), new Dense(3, 5)];
export const faint = () => [new Dense(4, 3, 1e-6), new Dense(3, 3), new Squash(), new Dense(3, 5)];
export const detached = () => [new Dense(4, 3), new Squash(), new Detached(3, 5)];
`;

const X = [
  [0, 1],
  [2, 3],
  [4, 0],
];
let session: GuestSession;
let subject: Subject;
let C: Handle;

beforeAll(async () => {
  session = await GuestSession.open({ files: [{ path: 'layers.ts', source }] });
  subject = session.beginCheck('layers.ts');
  C = (await subject.hold(trained(normalTensor(new Generator(2), [5, 2])))).handle;
});

afterAll(() => session.close());

async function build(name: string): Promise<Answer> {
  return subject.call(name);
}

describe('the hidden blocks of a network', () => {
  async function blocksOf(name: string) {
    const network = await build(name);
    const pass = await runLayers(subject, network, C, X);
    return { pass, blocks: await hiddenBlocks(subject, network, pass, new Generator(3)) };
  }

  test('are the layers that take the tanh of their input', async () => {
    const { pass, blocks } = await blocksOf('separate');
    expect(pass.logits.shape).toEqual([3, 5]);
    expect(blocks.map(({ index }) => index)).toEqual([1, 3]);
    expect(Array.from(blocks[0]?.preactivation ?? [])).toEqual(Array.from(pass.layers[0]?.output.data ?? []));
    expect(Array.from(blocks[1]?.activation ?? [])).toEqual(Array.from(pass.layers[3]?.output.data ?? []));
  });

  test('or single layers that keep within +-1, the output layer left out, with tanh undone', async () => {
    const { blocks } = await blocksOf('blocks');
    expect(blocks.map(({ index }) => index)).toEqual([0, 1]);
    for (const { preactivation, activation } of blocks) {
      preactivation.forEach((value, index) => {
        expect(Math.tanh(value)).toBeCloseTo(activation[index] ?? NaN, 6);
      });
    }
  });

  test('are not layers whose signal has all but vanished', async () => {
    const { blocks } = await blocksOf('faint');
    expect(blocks.map(({ index }) => index)).toEqual([2]);
  });
});

describe('parameters and gradients', () => {
  const ofOnes = (logits: TensorValue) => new TensorValue(logits.shape, new Float32Array(logits.data.length).fill(1));

  test('C comes first, then every layer in order', async () => {
    const parameters = await readParametersOf(subject, await build('separate'), C);
    expect(parameters.map(({ name, layer }) => [name, layer])).toEqual([
      ['C', -1],
      ['parameter 0 of layers[0]', 0],
      ['parameter 0 of layers[2]', 2],
      ['parameter 0 of layers[4]', 4],
    ]);
  });

  test('the last weight gets the sums of what comes in; afterwards no gradient is left', async () => {
    const network = await build('separate');
    const pass = await runLayers(subject, network, C, X);
    const measured = await measureGradients(subject, network, C, X, ofOnes);
    const h = pass.layers[4]?.input.data ?? new Float32Array();
    const sums = [0, 1, 2].map((unit) => (h[unit] ?? NaN) + (h[3 + unit] ?? NaN) + (h[6 + unit] ?? NaN));
    const grad = measured.at(-1)?.grad ?? new Float32Array();
    expect(grad).toHaveLength(15);
    sums.forEach((sum, unit) => {
      for (let logit = 0; logit < 5; logit++) expect(grad[unit * 5 + logit]).toBeCloseTo(sum, 5);
    });
    expect(measured.every(({ grad: each }) => each !== null)).toBe(true);
    const after = await readParametersOf(subject, network, C);
    expect(after.map(({ tensor }) => tensor.grad)).toEqual([null, null, null, null]);
  });

  test('logits without a history are refused', async () => {
    const refused = measureGradients(subject, await build('detached'), C, X, ofOnes);
    await expect(refused).rejects.toBeInstanceOf(WrongAnswer);
    await expect(refused).rejects.toThrow('no parameter of it can be trained');
  });
});
