import { describe, expect, test } from '@jest/globals';
import { checkpointText, parseCheckpoint, restore, takeCheckpoint } from '../../src/training/checkpoint.js';
import type { Trainer } from '../../src/training/trainer.js';
import { examples, finish, smallTrainer } from './small-run.js';

const facts = {
  preset: null,
  names: { label: examples.label, digest: examples.digest },
  vocabSize: examples.vocabSize,
  kernels: 'webasm',
};
const settings = { steps: 30, logEvery: 3, healthEvery: 5 };

/** Everything that a run is remembered by. */
function stateOf(trainer: Trainer) {
  const { log, network, generator } = trainer;
  const arrays = [...network.parameters.map(({ tensor }) => tensor.data), ...network.buffers.map(({ data }) => data)];
  return { log, arrays: arrays.map((data) => data.slice()), generator: generator.getState() };
}

function textAfter(steps: number): string {
  const trainer = smallTrainer(settings, 'lecture-bn');
  while (trainer.stepsTaken < steps) trainer.step();
  const text = checkpointText(takeCheckpoint(trainer, facts));
  trainer.close();
  return text;
}

describe('a checkpoint', () => {
  test.each([0, 1, 10, 29, 30])('after %d steps goes on to the same bits', (steps) => {
    const straight = finish(smallTrainer(settings, 'lecture-bn'));
    const expected = stateOf(straight);
    straight.close();
    const resumed = smallTrainer(settings, 'lecture-bn');
    restore(resumed, parseCheckpoint(textAfter(steps)));
    expect(resumed.stepsTaken).toBe(steps);
    expect(stateOf(finish(resumed))).toEqual(expected);
    resumed.close();
  });

  test('keeps a normal that waits in the generator', () => {
    const trainer = smallTrainer(settings);
    trainer.generator.normal();
    const next = smallTrainer(settings);
    restore(next, parseCheckpoint(checkpointText(takeCheckpoint(trainer, facts))));
    expect(next.generator.getState().nextNormal).not.toBeNull();
    expect(next.generator.normal()).toBe(trainer.generator.normal());
  });

  const good = textAfter(3);
  const changed = good.replace(/("step":)3\b/, '$14');
  test.each([
    ['cut off', good.slice(0, -40), /^expected JSON to its end, got text that is cut off/],
    ['no JSON', 'not a checkpoint', /^expected JSON to its end/],
    ['another file', '{"version":1}', /^expected a checkpoint of stepzero train, got something else$/],
    ['null', 'null', /^expected a checkpoint of stepzero train, got something else$/],
    [
      'another version',
      good.replace('"version":1', '"version":2'),
      /^expected a checkpoint of version 1, got version 2$/,
    ],
    ['another step', changed, /^expected a checkpoint as it was written, got one that is damaged or was changed$/],
  ])('that is %s gets a sentence', (_, text, message) => {
    expect(text).not.toBe(good);
    expect(() => parseCheckpoint(text)).toThrow(message);
  });

  test('of another network does not fit', () => {
    const checkpoint = parseCheckpoint(good);
    const message = /^expected the parameters of the network that its settings describe, got others$/;
    expect(() => restore(smallTrainer(settings, 'lecture-kaiming'), checkpoint)).toThrow(message);
    const wider = /^expected \d+ numbers of layers\.0\.weight, got another number$/;
    expect(() => restore(smallTrainer({ ...settings, hidden: 13 }, 'lecture-bn'), checkpoint)).toThrow(wider);
    expect(() => restore(smallTrainer({ ...settings, steps: 2 }, 'lecture-bn'), checkpoint)).toThrow(message);
  });
});
