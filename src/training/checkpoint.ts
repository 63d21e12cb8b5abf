/** A training run on its way, as one JSON text: whoever goes on from it gets the bits of the run that was not interrupted. */
import { z } from 'zod';
import { digestOf } from '../dataset/digest.js';
import { configSchema } from './config.js';
import { logSchema } from './log-schema.js';
import { readArray, writeArray } from './packed-array.js';
import type { Trainer } from './trainer.js';

/** A text that is no checkpoint, or one that does not fit; the message says in what. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
}

const generatorSchema = z.strictObject({
  seed: z.string().regex(/^\d+$/),
  /** The 624 words of the engine, as base64 of little-endian 32-bit words. */
  words: z.base64(),
  used: z.int().min(0).max(624),
  nextNormal: z.number().nullable(),
});

const checkpointSchema = z.strictObject({
  format: z.literal('stepzero-checkpoint'),
  version: z.literal(1),
  preset: z.string().nullable(),
  config: configSchema,
  /** The names it was trained on; other ones do not go on where it stopped. */
  names: z.strictObject({ label: z.string(), digest: z.string() }),
  vocabSize: z.int().min(1),
  /** What computed: another sums in another order, and so rounds otherwise. */
  kernels: z.string(),
  /** Steps taken. */
  step: z.int().min(0),
  generator: generatorSchema,
  /** Parameters and running statistics by name, as base64 of little-endian float32. */
  arrays: z.record(z.string(), z.base64()),
  log: logSchema,
});

/** A run on its way. */
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** What belongs to a checkpoint besides the trainer. */
export type CheckpointFacts = Pick<Checkpoint, 'preset' | 'names' | 'vocabSize' | 'kernels'>;

/** Takes down where a trainer is. */
export function takeCheckpoint(trainer: Trainer, facts: CheckpointFacts): Checkpoint {
  const { seed, engine, nextNormal } = trainer.generator.getState();
  return {
    format: 'stepzero-checkpoint',
    version: 1,
    ...facts,
    config: trainer.config,
    step: trainer.stepsTaken,
    generator: { seed: String(seed), words: writeArray(engine.words), used: engine.used, nextNormal },
    arrays: Object.fromEntries(storages(trainer).map(({ name, data }) => [name, writeArray(data)])),
    log: trainer.log,
  };
}

/**
 * Puts a new trainer of the checkpoint's configuration where the checkpoint was taken.
 * @throws CheckpointError where its arrays are not those of the network
 */
export function restore(trainer: Trainer, { step, generator, arrays, log }: Checkpoint): void {
  const own = storages(trainer);
  const isSame = own.length === Object.keys(arrays).length && own.every(({ name }) => Object.hasOwn(arrays, name));
  if (!isSame || step > trainer.config.steps) {
    throw new CheckpointError('expected the parameters of the network that its settings describe, got others');
  }
  const words = new Uint32Array(624);
  for (const { name, data } of [...own, { name: 'generator', data: words }]) {
    if (readArray(name === 'generator' ? generator.words : (arrays[name] ?? ''), data)) continue;
    throw new CheckpointError(`expected ${data.length} numbers of ${name}, got another number`);
  }
  const engine = { words, used: generator.used };
  trainer.generator.setState({ seed: BigInt(generator.seed), engine, nextNormal: generator.nextNormal });
  trainer.resumeAt(step, log);
}

/** The text of a checkpoint. It holds a digest of itself, so that damage shows. */
export function checkpointText(checkpoint: Checkpoint): string {
  const body = JSON.stringify(checkpoint);
  return `${JSON.stringify({ ...checkpoint, sha256: digestOf(body) })}\n`;
}

/**
 * Reads the text of a checkpoint.
 * @throws CheckpointError where it is none, is of another version or is damaged
 */
export function parseCheckpoint(text: string): Checkpoint {
  const { sha256, ...body } = z
    .looseObject({ format: z.literal('stepzero-checkpoint'), version: z.number(), sha256: z.string() })
    .catch(() => {
      throw new CheckpointError('expected a checkpoint of stepzero train, got something else');
    })
    .parse(jsonOf(text));
  if (body.version !== 1) {
    throw new CheckpointError(`expected a checkpoint of version 1, got version ${body.version}`);
  }
  const parsed = checkpointSchema.safeParse(body);
  if (!parsed.success || digestOf(JSON.stringify(body)) !== sha256) {
    throw new CheckpointError('expected a checkpoint as it was written, got one that is damaged or was changed');
  }
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CheckpointError('expected JSON to its end, got text that is cut off or something else');
  }
}

/** Everything that a step changes and that is not drawn: parameters and running statistics. */
function storages({ network }: Trainer): { readonly name: string; readonly data: Float32Array }[] {
  return [...network.parameters.map(({ name, tensor }) => ({ name, data: tensor.data })), ...network.buffers];
}
