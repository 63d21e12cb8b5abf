/** The kernels of a whole-set plan, in order: table, layers, statistics, loss. */
import type { WeightedExamples } from '../distinct-contexts.js';
import { matmul } from '../matrix.js';
import type { BatchNorm, Layer, Network } from '../network.js';
import type { Handle } from './gpu-js.js';
import { activationKernel } from './kernels/activation.js';
import { normalizeKernel } from './kernels/batch-norm.js';
import { tableKernel } from './kernels/embedding.js';
import { linearKernel } from './kernels/linear.js';
import {
  logitsLossKernel,
  meanKernel,
  outputLossKernel,
  scaleKernel,
  weightedSquaresKernel,
  weightedSumKernel,
} from './kernels/weighted.js';
import { type Panel, rowPanel, toPanel } from './panel.js';
import type { Result, Step } from './plan.js';
import { recordStatistics } from './whole-set-statistics.js';

/** Characters up to which one kernel holds an accumulator for each. */
const MOST_ACCUMULATORS = 64;

/** Everything that a plan bakes in. */
export function shapeOf({ embedding, layers }: Network): string {
  const each = layers.map(({ weight, batchNorm, activation }) => {
    const norm = batchNorm ? ` batchNorm(eps ${batchNorm.eps}, correction ${batchNorm.correction})` : '';
    return `${weight.rows}x${weight.cols}${norm} ${activation}`;
  });
  return [`${embedding.rows}x${embedding.cols}`, ...each].join(' -> ');
}

/** What a plan is given at each run: for every layer its weight (for the first, its tables), bias and batch norm. */
export function parametersOf(network: Network): Panel[] {
  return network.layers.flatMap((layer, index) => [
    index === 0 ? tables(network, layer) : toPanel(layer.weight),
    rowPanel(layer.bias?.data ?? new Float64Array(layer.weight.cols)),
    ...(layer.batchNorm ? [toPanel(layer.batchNorm.gain), toPanel(layer.batchNorm.bias)] : []),
  ]);
}

/** C @ (the rows of W1 that meet one place of the context), one below the other: [B * V, H]. */
function tables({ embedding }: Network, { weight }: Layer): Panel {
  const places = weight.rows / embedding.cols;
  const { cols } = weight;
  const size = embedding.rows * cols;
  const data = new Float64Array(places * size);
  for (let place = 0; place < places; place++) {
    const from = place * embedding.cols * cols;
    const part = { rows: embedding.cols, cols, data: weight.data.subarray(from, from + embedding.cols * cols) };
    data.set(matmul(embedding, part).data, place * size);
  }
  return toPanel({ rows: places * embedding.rows, cols, data });
}

/** Records the whole computation. Inputs: contexts, weights, targets, then `parametersOf`. */
export function recordWholeSet(
  step: Step,
  inputs: readonly Handle[],
  { embedding, layers }: Network,
  { contexts, vocabSize, total }: WeightedExamples,
): Readonly<Record<string, Result>> {
  const [X, weights, targets, ...parameters] = inputs;
  const rows = contexts.length;
  const blockSize = contexts[0]?.length ?? 0;
  const results: Record<string, Result> = {};
  let output = X!;
  for (const [index, layer] of layers.entries()) {
    const { rows: inner, cols } = layer.weight;
    const [weight, bias] = parameters.splice(0, 2);
    const isLast = index === layers.length - 1;
    if (isLast && index > 0 && isPlain(layer) && vocabSize <= MOST_ACCUMULATORS) {
      const kernel = outputLossKernel(rows, inner, vocabSize);
      results['loss'] = { kernel, handle: step(kernel, output, weight!, bias!, targets!) };
      return results;
    }
    let before =
      index === 0
        ? step(tableKernel(rows, blockSize, embedding.rows, cols), weight!, X!, bias!)
        : step(linearKernel(rows, inner, cols), output, weight!, bias!); // (D, fanOut)
    if (layer.batchNorm) {
      const [gain, shift] = parameters.splice(0, 2);
      before = normalize(
        step,
        before,
        weights!,
        { gain: gain!, shift: shift! },
        { rows, cols, total },
        layer.batchNorm,
      );
    }
    output = layer.activation === 'linear' ? before : step(activationKernel(layer.activation, rows, cols), before);
    if (isLast) continue;
    const stage = { rows, cols, total, weights: weights! };
    Object.assign(results, recordStatistics(step, { ...stage, name: `${index} before`, values: before }));
    Object.assign(results, recordStatistics(step, { ...stage, name: `${index} output`, values: output }));
  }
  const kernel = logitsLossKernel(rows, vocabSize);
  results['loss'] = { kernel, handle: step(kernel, output, targets!) };
  return results;
}

const isPlain = (layer: Layer): boolean => layer.batchNorm === null && layer.activation === 'linear';

/** Batch norm over the whole set: mean and variance from weighted rows, without leaving the device. */
function normalize(
  step: Step,
  x: Handle,
  weights: Handle,
  { gain, shift }: { readonly gain: Handle; readonly shift: Handle },
  { rows, cols, total }: { readonly rows: number; readonly cols: number; readonly total: number },
  { eps, correction }: BatchNorm,
): Handle {
  const sums = weightedSumKernel(rows, cols);
  const mean = step(meanKernel(sums, total), step(sums, x, weights)); // (1, F)
  const squares = weightedSquaresKernel(rows, cols);
  const scale = step(scaleKernel(squares, total - correction, eps), step(squares, x, weights, mean), gain); // (1, F)
  return step(normalizeKernel(rows, cols), x, mean, scale, shift); // (D, F)
}
