/** A network on a whole data set, exactly and in float64: every distinct context is computed once and counted as often as it occurs. */
import { activations } from './activations.js';
import { logSumExp } from './cross-entropy.js';
import { timesFollowed, type WeightedExamples } from './distinct-contexts.js';
import { embed } from './embedding.js';
import { linear } from './linear.js';
import { map, type Matrix, zeros } from './matrix.js';
import type { BatchNorm, Network } from './network.js';
import { SATURATION_THRESHOLD } from './statistics.js';

/** What a network does on all examples. */
export interface WeightedFigures {
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** Share of |activation| > 0.97 over all hidden units and examples, in 0..1. */
  readonly saturated: number;
  /** Hidden units. */
  readonly units: number;
  /** How many of them are saturated on every example. */
  readonly deadUnits: number;
}

/** Runs the network on all examples as one batch: batch norm takes its statistics over all of them. */
export function measureWeighted(network: Network, examples: WeightedExamples): WeightedFigures {
  let x = embed(network.embedding, examples.contexts); // (D, B * E)
  let [saturated, units, deadUnits] = [0, 0, 0];
  for (const [index, { weight, bias, batchNorm, activation }] of network.layers.entries()) {
    const preactivation = linear(x, weight, bias);
    const before = batchNorm ? weightedBatchNorm(preactivation, batchNorm, examples) : preactivation;
    const rule = activations[activation];
    x = map(before, (value) => rule.value(value)); // (D, fanOut)
    if (index === network.layers.length - 1) break;
    const counted = countSaturated(x, examples);
    saturated += counted.values;
    deadUnits += counted.deadUnits;
    units += x.cols;
  }
  return { loss: weightedLoss(x, examples), saturated: saturated / (units * examples.total), units, deadUnits };
}

/** Mean and variance over all examples, as if every context stood there as often as it occurs. */
function weightedBatchNorm(x: Matrix, norm: BatchNorm, { counts, total }: WeightedExamples): Matrix {
  const { gain, bias, eps, correction } = norm;
  const { data, cols } = x;
  const mean = zeros(1, cols).data;
  const variance = zeros(1, cols).data;
  for (let row = 0; row < x.rows; row++) {
    for (let col = 0; col < cols; col++) mean[col]! += (counts[row]! * data[row * cols + col]!) / total;
  }
  for (let row = 0; row < x.rows; row++) {
    for (let col = 0; col < cols; col++) {
      variance[col]! += (counts[row]! * (data[row * cols + col]! - mean[col]!) ** 2) / (total - correction);
    }
  }
  return map(x, (value, index) => {
    const col = index % cols;
    return (gain.data[col]! * (value - mean[col]!)) / Math.sqrt(variance[col]! + eps) + bias.data[col]!;
  });
}

function countSaturated({ data, rows, cols }: Matrix, { counts }: WeightedExamples) {
  const on = zeros(1, cols).data;
  let values = 0;
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      if (Math.abs(data[row * cols + col]!) > SATURATION_THRESHOLD) {
        on[col]! += 1;
        values += counts[row]!;
      }
    }
  }
  return { values, deadUnits: on.filter((contexts) => contexts === rows).length };
}

/** The mean over all examples of logsumexp(logits) - logits[target]. */
function weightedLoss(logits: Matrix, examples: WeightedExamples): number {
  const { counts, total } = examples;
  let sum = 0;
  for (let row = 0; row < logits.rows; row++) {
    sum += counts[row]! * logSumExp(logits, row);
    for (let v = 0; v < logits.cols; v++) {
      sum -= timesFollowed(examples, row, v) * logits.data[row * logits.cols + v]!;
    }
  }
  return sum / total;
}
