import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../src/training/evaluate.js';
import { packSplit } from '../../src/training/batches.js';
import { sampleNames } from '../../src/training/sample.js';
import { forward } from '../../src/training/network.js';
import { crossEntropy } from '../../src/torch/functional.js';
import { tensor } from '../../src/torch/index.js';
import { examples, finish, smallTrainer } from './small-run.js';

/** What a generator returns in the end. */
function last<T>(pieces: Iterator<undefined, T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

describe('a trainer', () => {
  test('logs every so many steps, and the last', () => {
    const trainer = finish(smallTrainer({ steps: 11, logEvery: 4 }));
    expect(trainer.log.losses.map(({ step }) => step)).toEqual([0, 4, 8, 10]);
    expect(trainer.loss).toBe(trainer.log.losses.at(-1)?.loss);
    expect(trainer.log.last?.layers.map(({ name }) => name)).toEqual(['layer 1 (Tanh)']);
    expect(trainer.log.last?.weights.map(({ name }) => name)).toEqual(['C', 'layers.0.weight', 'layers.2.weight']);
    trainer.close();
  });

  test('learns', () => {
    const trainer = finish(smallTrainer({ steps: 400, lr: [{ from: 0, rate: 0.5 }] }));
    const split = packSplit(examples.train, 3);
    expect(last(evaluate(trainer, split))).toBeLessThan((trainer.log.losses[0]?.loss ?? 0) / 2);
    trainer.close();
  });

  test('moves nothing at a learning rate of 0', () => {
    const trainer = smallTrainer({ lr: [{ from: 0, rate: 0 }] });
    const before = trainer.network.parameters.map(({ tensor: { data } }) => data.slice());
    finish(trainer);
    expect(trainer.network.parameters.map(({ tensor: { data } }) => data)).toEqual(before);
    trainer.close();
  });

  test('stops at a loss that is not finite, before it moves anything', () => {
    const trainer = smallTrainer(
      {
        lr: [
          { from: 0, rate: 0.1 },
          { from: 5, rate: 1e38 },
        ],
      },
      'lecture-naive',
    );
    let before: Float32Array[] = [];
    while (!trainer.isDone) {
      before = trainer.network.parameters.map(({ tensor: { data } }) => data.slice());
      trainer.step();
    }
    const { stepsTaken } = trainer;
    expect(trainer.divergence).toMatchObject({
      ...{ finding: 'loss-not-finite', of: 'batch', step: stepsTaken, loss: String(trainer.loss), learningRate: 1e38 },
    });
    expect(stepsTaken).toBeGreaterThan(5);
    expect(stepsTaken).toBeLessThan(15);
    expect(trainer.network.parameters.map(({ tensor: { data } }) => data)).toEqual(before);
    expect(trainer.log.losses.every(({ loss }) => Number.isFinite(loss))).toBe(true);
    trainer.close();
  });
});

describe('health', () => {
  test('says at step 0 what a naive start does, and later what hidden weights do', () => {
    const rates = [
      { from: 0, rate: 0.1 },
      { from: 10, rate: 1e-7 },
    ];
    const trainer = finish(smallTrainer({ steps: 21, healthEvery: 10, lr: rates, hidden: 60 }, 'lecture-naive'));
    const [first, ...later] = trainer.log.health;
    expect(first?.step).toBe(0);
    expect(first?.findings.map(({ finding }) => finding)).toEqual(['loss-too-high', 'exploding-signal', 'saturated']);
    expect(later.map(({ step, findings }) => [step, findings.map(({ finding }) => finding)])).toEqual([
      [10, ['updates-too-small']],
      [20, ['updates-too-small']],
    ]);
    // Neither the embedding nor the output layer, which such rates move as little.
    expect(later[0]?.findings[0]?.measurements.map(({ name }) => name)).toEqual(['layers.0.weight']);
    trainer.close();
  });

  test('is silent about a healthy network', () => {
    const trainer = finish(smallTrainer({ steps: 5, healthEvery: 4, hidden: 100, seed: 2 }, 'lecture-bn'));
    expect(trainer.log.health.map(({ findings }) => findings)).toEqual([[], []]);
    trainer.close();
  });
});

describe('afterwards', () => {
  test('a split is evaluated in chunks: its loss is that of one pass', () => {
    const trainer = finish(smallTrainer({}, 'lecture-bn'));
    const { X, Y } = examples.train;
    // 1,000 rows are a chunk: enough copies of the split for three of them, the last one short.
    const copies = Math.ceil(2500 / X.length);
    const many = { X: new Array(copies).fill(X).flat(), Y: new Array<readonly number[]>(copies).fill(Y).flat() };
    const split = packSplit({ words: [], ...many }, 3);
    expect(split.rows).toBeGreaterThan(2000);
    expect(split.rows % 1000).not.toBe(0);
    const whole = crossEntropy(forward(trainer.network, tensor([...X].map((row) => [...row])), false), [...Y]).item();
    // Two orders of summation of thousands of losses below 4, in float32.
    expect(Math.abs(last(evaluate(trainer, split)) - whole)).toBeLessThan(1e-5);
    trainer.close();
  });

  test('names end with a dot; one without end is cut off', () => {
    const trainer = finish(smallTrainer({ steps: 200 }));
    const options = { count: 5, seed: 1, block: 3, itos: examples.itos };
    const names = last(sampleNames(trainer, options));
    expect(names).toHaveLength(5);
    for (const name of names) expect(name).toMatch(/^[a-z]*\.$/);
    expect(last(sampleNames(trainer, options))).toEqual(names);
    const bias = trainer.network.parameters.find(({ name }) => name === 'layers.2.bias');
    if (bias) bias.tensor.data[0] = -100; // the dot, which is now never drawn
    const [endless] = last(sampleNames(trainer, { ...options, count: 1 }));
    expect(endless).toHaveLength(501);
    expect(endless?.endsWith('…')).toBe(true);
    trainer.close();
  });
});
