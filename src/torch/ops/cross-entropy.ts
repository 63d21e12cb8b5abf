import { formatShape, TensorError } from '../errors.js';
import { type NdArray, type Result, zerosLike } from '../ndarray.js';
import { checkIndex } from './indexing.js';

/** How the losses of the examples become the result. */
export type LossReduction = 'mean' | 'sum' | 'none';

/**
 * -ln softmax(logits)[target] per row, in nats: ln sum_j e^(x_j - max) - (x_target - max), finite for any finite logits;
 * d/dlogits = softmax(logits) - onehot(target), divided by the rows for a mean. Logits are [rows, classes].
 */
export function crossEntropy(logits: NdArray, targets: ArrayLike<number>, how: LossReduction): Result {
  const [rows, classes] = logits.shape;
  if (rows === undefined || classes === undefined || logits.shape.length !== 2) {
    throw new TensorError(`crossEntropy: expected logits of shape [rows, classes], got ${formatShape(logits.shape)}`);
  }
  if (targets.length !== rows) {
    throw new TensorError(`crossEntropy: ${targets.length} targets for logits of shape ${formatShape(logits.shape)}`);
  }
  const { data } = logits;
  // softmax(logits), computed once for the loss and kept for the gradient
  const probabilities = zerosLike(data);
  const losses = new Float64Array(rows);
  const correct = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const target = targets[row]!;
    if (target < 0) checkTarget(target, classes);
    correct[row] = checkIndex('crossEntropy (targets)', target, [classes], 0);
    const start = row * classes;
    let shift = -Infinity;
    for (let k = start; k < start + classes; k++) shift = Math.max(shift, data[k]!);
    let total = 0;
    for (let k = start; k < start + classes; k++) total += Math.exp(data[k]! - shift);
    for (let k = start; k < start + classes; k++) probabilities[k] = Math.exp(data[k]! - shift) / total;
    losses[row] = Math.log(total) - (data[start + correct[row]!]! - shift);
  }
  const loss = how === 'none' ? zerosLike(data, rows) : zerosLike(data, 1);
  const scale = how === 'mean' ? 1 / rows : 1;
  if (how === 'none') loss.set(losses);
  else loss[0] = losses.reduce((total, each) => total + each, 0) * scale;
  return {
    shape: how === 'none' ? [rows] : [],
    data: loss,
    backward: (grad) => {
      const g = zerosLike(data);
      for (let row = 0; row < rows; row++) {
        const factor = (how === 'none' ? grad[row]! : grad[0]!) * scale;
        const start = row * classes;
        for (let k = start; k < start + classes; k++) g[k] = probabilities[k]! * factor;
        const place = start + correct[row]!;
        g[place] = (probabilities[place]! - 1) * factor;
      }
      return [g];
    },
  };
}

/** A class is never counted from the end. */
function checkTarget(target: number, classes: number): never {
  throw new TensorError(`crossEntropy: expected targets from 0 to ${classes - 1}, got ${target}`);
}
