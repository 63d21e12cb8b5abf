/** The figures of a consequence beside the same computed with the course's tensors: forward, SGD, forward again. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { compareStarts } from '../../src/checks/network-consequence.js';
import type { Initializer, StudentParameters } from '../../src/checks/initializer.js';
import { rightStart } from '../../src/checks/right-start.js';
import { drawnWith, standardNormal, zeros } from '../../src/checks/start.js';
import { weighedExamples } from '../../src/checks/training-data.js';
import type { Examples } from '../../src/dataset/examples.js';
import { loadExamples } from '../../src/dataset/load-examples.js';
import type { Consequence } from '../../src/grading/consequence.js';
import { TensorValue } from '../../src/guest/contract/value.js';
import { F, Generator, noGrad, tensor, type Tensor } from '../../src/torch/index.js';

jest.setTimeout(60_000);

const SEED = 77;
const initializer: Initializer = {
  exercise: 'test',
  exportName: 'init',
  starts: { C: standardNormal, W1: drawnWith(0.2, 'a std'), b1: zeros, W2: drawnWith(0.01, 'a std'), b2: zeros },
};

/** A small network on a thousand examples: Jest computes slowly. */
let examples: Examples;
const config = () => ({ vocabSize: examples.vocabSize, blockSize: examples.blockSize, nEmbd: 5, nHidden: 16 });

beforeAll(async () => {
  const all = await loadExamples({ environment: {} });
  const { words, X, Y } = all.train;
  examples = { ...all, train: { words, X: X.slice(0, 1000), Y: Y.slice(0, 1000) } };
});

function changed(parameters: StudentParameters, name: keyof StudentParameters, change: (value: number) => number) {
  const tensor = parameters[name];
  if (!tensor) throw new Error(`there is no ${name}`);
  return { ...parameters, [name]: new TensorValue(tensor.shape, tensor.data.map(change)) };
}

/** Both from the seed; the batches follow the right parameters. */
async function compare(change: (right: StudentParameters) => StudentParameters): Promise<Consequence> {
  const generator = new Generator(SEED);
  const right = rightStart(initializer, config(), generator);
  return compareStarts(change(right), right, { seed: SEED, generator, examples });
}

interface Figures {
  readonly initialLoss: number;
  readonly saturated: number;
  readonly lossAfter: number;
}

/** The same in float32, by autograd, with batches drawn here. */
function byAutograd(change: (right: StudentParameters) => StudentParameters): Figures {
  const generator = new Generator(SEED);
  const start = change(rightStart(initializer, config(), generator));
  const leaf = ({ shape, data }: TensorValue): Tensor => {
    const made = tensor(Array.from(data)).view([...shape]);
    made.requiresGrad = true;
    return made;
  };
  const [C, W1, b1, W2, b2] = [leaf(start.C), leaf(start.W1), leaf(start.b1), leaf(start.W2), leaf(start.b2)];
  const { X, Y } = examples.train;
  const run = (contexts: readonly (readonly number[])[]) => {
    const rows = contexts.map((context) => [...context]);
    const h = C.index(rows).view([rows.length, -1]).matmul(W1).add(b1).tanh();
    return { h, logits: h.matmul(W2).add(b2) };
  };
  const before = run(X);
  const initialLoss = F.crossEntropy(before.logits, [...Y]).item();
  const saturated = before.h.abs().gt(0.97).mean().item();
  for (let step = 0; step < 200; step++) {
    const batch = Array.from({ length: 32 }, () => generator.randint(0, X.length));
    const loss = F.crossEntropy(
      run(batch.map((index) => X[index] ?? [])).logits,
      batch.map((index) => Y[index] ?? 0),
    );
    for (const parameter of [C, W1, b1, W2, b2]) parameter.grad = null;
    loss.backward();
    noGrad(() => {
      for (const parameter of [C, W1, b1, W2, b2]) if (parameter.grad) parameter.sub_(parameter.grad.mul(0.1));
    });
  }
  return { initialLoss, saturated, lossAfter: F.crossEntropy(run(X).logits, [...Y]).item() };
}

const asTheyAre = (right: StudentParameters): StudentParameters => right;
const unscaled = (right: StudentParameters): StudentParameters => changed(right, 'W2', (value) => value * 100);

function expectNear(measured: Consequence['student'], expected: Figures): void {
  expect(Math.abs(measured.initialLoss - expected.initialLoss)).toBeLessThan(1e-4);
  expect(Math.abs(measured.saturated - expected.saturated)).toBeLessThan(1e-4);
  // float32 against float64 over 200 steps; another batch order or learning rate is off by hundredths.
  expect(Math.abs((measured.lossAfter ?? NaN) - expected.lossAfter)).toBeLessThan(2e-3);
}

describe('compareStarts', () => {
  test('has the figures of autograd for both networks: W2 unscaled', async () => {
    const { student, reference, ...facts } = await compare(unscaled);
    expect(facts).toMatchObject({ examples: 1000, units: 16, steps: 200 });
    expectNear(student, byAutograd(unscaled));
    expectNear(reference, byAutograd(asTheyAre));
    expect(student.initialLoss).toBeGreaterThan(reference.initialLoss + 1);
    expect(facts.text).toContain(
      `starts with a loss of ${student.initialLoss.toFixed(2)}, where a right start has ${reference.initialLoss.toFixed(2)}.`,
    );
    const [plot] = facts.plots ?? [];
    expect(plot?.series.map(({ values }) => values.length)).toEqual([200, 200]);
  });

  test('finds nothing between a right start and itself', async () => {
    const { student, reference } = await compare(asTheyAre);
    expect(student).toEqual(reference);
  });

  test('units pushed to the end of their tanh are dead', async () => {
    let place = 0;
    const { student, reference, text } = await compare((right) => changed(right, 'b1', () => (place++ < 3 ? 50 : 0)));
    expect(reference.deadUnits).toBe(0);
    expect(student.deadUnits).toBe(3);
    expect(text).toContain('3 of its 16 units are dead (saturated on every example), against 0.');
  });
});

test('the examples are weighed as a whole', () => {
  const weighed = weighedExamples(examples);
  expect(weighed.total).toBe(1000);
  expect(weighedExamples(examples)).toBe(weighed);
});
