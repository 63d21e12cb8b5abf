/** Batches of training examples, drawn as the lecture draws them. */
import type { Examples } from '../dataset/examples.js';
import type { NetworkConfig } from '../torch/course-types.js';
import { Generator } from '../torch/generator.js';
import { type ParameterName, sizeOf } from './sizes.js';

/** Some of the training examples, and which. */
export interface Batch {
  readonly indices: readonly number[];
  readonly X: readonly (readonly number[])[];
  readonly Y: readonly number[];
  /** "Batch of 32 training examples from <data>: 48072, 102984, ..." */
  readonly note: string;
}

/** The lecture's batch size. */
export const BATCH_SIZE = 32;

/** The next batch of a generator: `randint(0, N, [size])`. */
export function drawBatch(generator: Generator, examples: Examples, size = BATCH_SIZE): Batch {
  const { X, Y } = examples.train;
  const indices = Array.from({ length: size }, () => generator.randint(0, X.length));
  return {
    indices,
    X: indices.map((index) => X[index] ?? []),
    Y: indices.map((index) => Y[index] ?? 0),
    note: `Batch of ${size} training examples from ${examples.label}: ${indices.join(', ')}`,
  };
}

/**
 * The batch that follows the draws of a network from one generator, as in the lecture: with its seed 2147483647 and its names
 * this is the lecture's own first batch. A student whose network makes its draws in another order gets the same batch.
 *
 * @param drawn - the parameters that are drawn, in the lecture's order
 */
export function batchAfter(
  seed: number,
  config: NetworkConfig,
  drawn: readonly ParameterName[],
  examples: Examples,
): Batch {
  const generator = new Generator(seed);
  for (const name of drawn) generator.normalFill(new Float32Array(sizeOf(name, config)));
  return drawBatch(generator, examples);
}
