import { formatShape, TensorError } from '../errors.js';
import { emptyLike, type Floats, type NdArray, type Result, zerosLike } from '../ndarray.js';
import * as simd from '../simd/softmax.js';
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
  const correct = checkTargets(targets, classes);
  // softmax(logits), computed once for the loss and kept for the gradient
  const { probabilities, shifts, totals } = simd.softmaxRows(data, rows, classes) ?? softmaxRows(data, rows, classes);
  const losses = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    losses[row] = Math.log(totals[row]!) - (data[row * classes + correct[row]!]! - shifts[row]!);
  }
  const loss = how === 'none' ? zerosLike(data, rows) : zerosLike(data, 1);
  const scale = how === 'mean' ? 1 / rows : 1;
  if (how === 'none') loss.set(losses);
  else loss[0] = losses.reduce((total, each) => total + each, 0) * scale;
  return {
    shape: how === 'none' ? [rows] : [],
    data: loss,
    backward: (grad) => {
      const factorOf = (row: number): number => (how === 'none' ? grad[row]! : grad[0]!) * scale;
      const g =
        (how === 'none' ? null : simd.scaled(probabilities, factorOf(0))) ??
        timesRows(probabilities, classes, factorOf);
      for (let row = 0; row < rows; row++) {
        const place = row * classes + correct[row]!;
        g[place] = (probabilities[place]! - 1) * factorOf(row);
      }
      return [g];
    },
  };
}

function softmaxRows(x: Floats, rows: number, classes: number): simd.SoftmaxRows {
  const probabilities = emptyLike(x);
  const shifts = new Float64Array(rows);
  const totals = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const start = row * classes;
    const end = start + classes;
    let shift = -Infinity;
    for (let k = start; k < end; k++) shift = Math.max(shift, x[k]!);
    let total = 0;
    for (let k = start; k < end; k++) total += Math.exp(x[k]! - shift);
    for (let k = start; k < end; k++) probabilities[k] = Math.exp(x[k]! - shift) / total;
    shifts[row] = shift;
    totals[row] = total;
  }
  return { probabilities, shifts, totals };
}

/** Each row times its factor. */
function timesRows(x: Floats, classes: number, factorOf: (row: number) => number): Floats {
  const g = emptyLike(x);
  for (let start = 0, row = 0; start < g.length; start += classes, row++) {
    const factor = factorOf(row);
    for (let k = start; k < start + classes; k++) g[k] = x[k]! * factor;
  }
  return g;
}

/** The right classes, each from 0 to classes - 1: unlike an index, a class is never counted from the end. */
function checkTargets(targets: ArrayLike<number>, classes: number): Int32Array {
  const correct = new Int32Array(targets.length);
  for (let row = 0; row < targets.length; row++) {
    const target = targets[row]!;
    if (target < 0) {
      throw new TensorError(`crossEntropy: expected targets from 0 to ${classes - 1}, got ${target}`);
    }
    correct[row] = checkIndex('crossEntropy (targets)', target, [classes], 0);
  }
  return correct;
}
