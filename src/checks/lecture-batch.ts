import type { CheckContext } from '../grading/check.js';
import { normalTensor } from './inputs.js';

/** A batch of training examples. */
export interface Batch {
  /** Places in the training set. */
  readonly indices: readonly number[];
  /** [N, blockSize] */
  readonly X: readonly (readonly number[])[];
  /** [N] */
  readonly Y: readonly number[];
  /** Which examples these are and from which data, for a report. */
  readonly notes: readonly string[];
}

/**
 * Draws a batch in the lecture's order: one generator draws the parameters first and then, with randint, the examples. The
 * judge's generator has the seed of the one that the student's code got, and skips what the course's solution would draw
 * from it; with seed 2147483647 and the lecture's names these are the examples that the lecture's notebook looks at.
 * Call it before anything else is drawn from `context.generator`.
 *
 * @param drawn - the shapes of the parameters that are drawn at random, in order (those set to a constant draw nothing)
 */
export function drawLectureBatch(context: CheckContext, drawn: readonly (readonly number[])[], size = 32): Batch {
  for (const shape of drawn) normalTensor(context.generator, shape);
  const { X, Y } = context.examples.train;
  const indices = Array.from({ length: size }, () => context.generator.randint(0, X.length));
  return {
    indices,
    X: indices.map((index) => X[index] ?? []),
    Y: indices.map((index) => Y[index] ?? 0),
    notes: [`data: ${context.examples.label}`, `examples of the batch: ${indices.join(', ')}`],
  };
}
