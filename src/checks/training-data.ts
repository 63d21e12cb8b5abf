/** What a consequence is measured and trained on: the training examples as a whole, and batches of them. */
import type { Examples } from '../dataset/examples.js';
import type { CheckContext } from '../grading/check.js';
import { distinctContexts, type WeightedExamples } from '../reference/distinct-contexts.js';
import { type Batch, drawLectureBatch } from './lecture-batch.js';

/** The lecture's training: batches of 32 at learning rate 0.1. After 200 steps a good start and a bad one are well apart. */
export const training = { steps: 200, batchSize: 32, learningRate: 0.1 } as const;

/** Distinct contexts that are run at most: the lecture's names have 5,438, about 0.1 s of one network. */
const CONTEXT_LIMIT = 8192;

const weighed = new WeakMap<Examples, WeightedExamples>();

/** All training examples; of data with very many distinct contexts the first half, or quarter, and so on (the words are shuffled). */
export function weighedExamples(examples: Examples): WeightedExamples {
  const known = weighed.get(examples);
  if (known) return known;
  const { X, Y } = examples.train;
  let count = X.length;
  let found = distinctContexts(X, Y, examples.vocabSize);
  while (found.contexts.length > CONTEXT_LIMIT) {
    count = Math.floor(count / 2);
    found = distinctContexts(X.slice(0, count), Y.slice(0, count), examples.vocabSize);
  }
  weighed.set(examples, found);
  return found;
}

/** The next batches of the context's generator, as the lecture's training loop draws them after its parameters. */
export function trainingBatches(context: CheckContext): readonly Batch[] {
  return Array.from({ length: training.steps }, () => drawLectureBatch(context, [], training.batchSize));
}
