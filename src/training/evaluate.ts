/** The loss of a whole split, in evaluation: batch norms use their running statistics. */
import { noGrad } from '../torch/autograd/grad-mode.js';
import { crossEntropy } from '../torch/functional.js';
import { Tensor } from '../torch/tensor.js';
import type { PackedSplit } from './batches.js';
import { forward } from './network.js';
import type { Trainer } from './trainer.js';

/** Rows in one forward pass: enough to keep the processor busy, few enough to fit into its cache. */
const ROWS_A_CHUNK = 1000;

/**
 * The mean cross-entropy of a split in nats, a chunk at a time; each `next()` does one. The sum over the rows is float64.
 * @returns by its last `next()`; NaN for a split without rows
 */
export function* evaluate(trainer: Trainer, split: PackedSplit): Generator<undefined, number, undefined> {
  let total = 0;
  for (let start = 0; start < split.rows; start += ROWS_A_CHUNK) {
    total += chunkLoss(trainer, split, start, Math.min(start + ROWS_A_CHUNK, split.rows));
    yield;
  }
  return total / split.rows;
}

/** The summed loss of the rows from start to end. */
function chunkLoss(trainer: Trainer, { X, Y, block }: PackedSplit, start: number, end: number): number {
  const loss = () => {
    const contexts = new Tensor(X.subarray(start * block, end * block), [end - start, block]);
    const logits = forward(trainer.network, contexts, false); // (rows, V)
    return crossEntropy(logits, new Tensor(Y.subarray(start, end), [end - start]), { reduction: 'sum' }).item();
  };
  return trainer.inWorkspace(() => noGrad(loss));
}
