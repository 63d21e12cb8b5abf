/** The judge draws the batches of the lecture's notebook: same generator, same order, same `randint` (PyTorch's, see the fixture). */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { drawLectureBatch } from '../../src/checks/lecture-batch.js';
import { batchNormShapes, lectureConfig } from '../../src/checks/network.js';
import type { Examples } from '../../src/dataset/examples.js';
import { Generator } from '../../src/torch/generator.js';

const LECTURE_SEED = 2_147_483_647;
/** Training examples in the lecture's split. */
const LECTURE_EXAMPLES = 182_625;

const stage = z.object({ batch_indices: z.array(z.int()) });
const golden = z
  .object({
    '1.3_naive': stage,
    '1.4_fixed_output': stage,
    '2.3_adhoc_0.2': stage,
    '3.2_kaiming': stage,
    '4.2_batchnorm': stage,
  })
  .parse(JSON.parse(readFileSync('test/fixtures/oracle/tutorial.json', 'utf8')));

/** As many examples as the lecture has, each with its own place as its context: the names themselves draw nothing. */
const split = {
  words: [],
  X: Array.from({ length: LECTURE_EXAMPLES }, (_, index) => [index]),
  Y: Array.from({ length: LECTURE_EXAMPLES }, (_, index) => index % 27),
};
const examples: Examples = {
  label: 'as many examples as in the lecture',
  digest: '',
  stoi: {},
  itos: {},
  vocabSize: 27,
  blockSize: 3,
  train: split,
  dev: split,
  test: split,
};

const shapes = batchNormShapes(lectureConfig);

function draw(drawn: readonly (keyof typeof shapes)[], size?: number) {
  const context = { seed: LECTURE_SEED, generator: new Generator(LECTURE_SEED), examples };
  return drawLectureBatch(
    context,
    drawn.map((name) => shapes[name]),
    size,
  );
}

test.each([
  ['1.3_naive', ['C', 'W1', 'b1', 'W2', 'b2']],
  ['1.4_fixed_output', ['C', 'W1', 'b1', 'W2']],
  ['2.3_adhoc_0.2', ['C', 'W1', 'W2']],
  ['3.2_kaiming', ['C', 'W1', 'W2']],
  ['4.2_batchnorm', ['C', 'W1', 'W2']],
] as const)('%s: after %j come the examples of the notebook', (name, drawn) => {
  expect(draw(drawn).indices).toEqual(golden[name].batch_indices);
});

test('a parameter drawn too many gives another batch', () => {
  expect(draw(['C', 'W1', 'b1', 'W2']).indices).not.toEqual(golden['3.2_kaiming'].batch_indices);
});

test('X, Y and the note belong to the indices', () => {
  const { indices, X, Y, notes } = draw(['C'], 5);
  expect(indices).toHaveLength(5);
  expect(X).toEqual(indices.map((index) => [index]));
  expect(Y).toEqual(indices.map((index) => index % 27));
  expect(notes).toEqual(['data: as many examples as in the lecture', `examples of the batch: ${indices.join(', ')}`]);
});
