/** Small runs for the tests: a few invented names, and networks that train in milliseconds. */
import { makeExamples } from '../../src/dataset/load-examples.js';
import { packSplit } from '../../src/training/batches.js';
import type { Settings } from '../../src/training/config.js';
import { type PresetName, resolveConfig } from '../../src/training/presets.js';
import { Trainer } from '../../src/training/trainer.js';

const syllables = ['ka', 'lo', 'mi', 'ren', 'su'];
const names = syllables.flatMap((first) => syllables.flatMap((second) => [`${first}${second}`, `${second}${first}lo`]));

/** Fifty short names of ten letters. */
export const examples = makeExamples({ origin: '--names', label: 'invented', digest: 'd', names });

/** A trainer of a few neurons. */
export function smallTrainer(settings: Settings = {}, preset: PresetName | null = null): Trainer {
  const config = resolveConfig(preset, { hidden: 12, embedding: 4, batch: 8, steps: 20, sample: 3, ...settings });
  return new Trainer(config, packSplit(examples.train, config.block), examples.vocabSize);
}

/** Takes all of its steps. */
export function finish(trainer: Trainer): Trainer {
  while (!trainer.isDone) trainer.step();
  return trainer;
}
