/** The kernels of a whole-set plan, in order: table, layers, statistics, loss. */
import type { WeightedExamples } from '../distinct-contexts.js';
import type { BatchNorm, Layer, Network } from '../network.js';
import type { Handle } from './gpu-js.js';
import { activationKernel, normalizedActivationKernel } from './kernels/activation.js';
import { tableKernel } from './kernels/embedding.js';
import { linearKernel } from './kernels/linear.js';
import { meanKernel, scaleKernel, weightedSquaresKernel, weightedSumKernel } from './kernels/weighted.js';
import { logitsLossKernel, outputLossKernel } from './kernels/whole-loss.js';
import type { Result, Step } from './plan.js';
import { recordStatistics } from './whole-set-statistics.js';

/** Characters up to which one kernel holds an accumulator for each. */
const MOST_ACCUMULATORS = 64;

/** Records the whole computation. Inputs: contexts, weights, followers, then `parametersOf`. */
export function recordWholeSet(
  step: Step,
  inputs: readonly Handle[],
  { embedding, layers }: Network,
  { contexts, vocabSize, total, followers: { kind } }: WeightedExamples,
): Readonly<Record<string, Result>> {
  const [X, weights, followers, ...parameters] = inputs;
  const rows = contexts.length;
  const isWeighted = kind === 'counts';
  const blockSize = contexts[0]?.length ?? 0;
  const results: Record<string, Result> = {};
  let output = X!;
  for (const [index, layer] of layers.entries()) {
    const { rows: inner, cols } = layer.weight;
    const [weight, bias] = parameters.splice(0, 2);
    const isLast = index === layers.length - 1;
    if (isLast && index > 0 && isPlain(layer) && vocabSize <= MOST_ACCUMULATORS) {
      const kernel = outputLossKernel(rows, inner, vocabSize, kind);
      results['loss'] = { kernel, handle: step(kernel, output, weight!, bias!, followers!) };
      return results;
    }
    const before =
      index === 0
        ? step(tableKernel(rows, blockSize, embedding.rows, cols), weight!, X!, bias!)
        : step(linearKernel(rows, inner, cols), output, weight!, bias!); // (D, fanOut)
    const [gain, shift] = layer.batchNorm ? parameters.splice(0, 2) : [];
    const norm = layer.batchNorm
      ? measure(step, before, weights!, gain!, { rows, cols, total, isWeighted }, layer.batchNorm)
      : [];
    if (shift) norm.push(shift);
    output = activate(step, layer, before, norm, rows); // (D, fanOut)
    if (isLast) continue;
    const stage = { name: `layer ${index}`, rows, cols, activation: layer.activation, before, norm, output };
    Object.assign(results, recordStatistics(step, { ...stage, weights: weights!, isWeighted }));
  }
  const kernel = logitsLossKernel(rows, vocabSize, kind);
  results['loss'] = { kernel, handle: step(kernel, output, followers!) };
  return results;
}

const isPlain = (layer: Layer): boolean => layer.batchNorm === null && layer.activation === 'linear';

/** Batch norm's value is never stored: the activation's kernel computes it again, in registers. */
function activate(step: Step, { weight, activation }: Layer, x: Handle, norm: readonly Handle[], rows: number): Handle {
  if (norm.length > 0) return step(normalizedActivationKernel(activation, rows, weight.cols), x, ...norm);
  return activation === 'linear' ? x : step(activationKernel(activation, rows, weight.cols), x);
}

/** Batch norm's mean and scale, [1, F] each, over the whole set: from weighted rows, without leaving the device. */
function measure(
  step: Step,
  x: Handle,
  weights: Handle,
  gain: Handle,
  { rows, cols, total, isWeighted }: Readonly<Record<'rows' | 'cols' | 'total', number> & { isWeighted: boolean }>,
  { eps, correction }: BatchNorm,
): Handle[] {
  const sums = weightedSumKernel(rows, cols, isWeighted);
  const mean = step(meanKernel(sums, total), step(sums, x, weights)); // (1, F)
  const squares = weightedSquaresKernel(rows, cols, isWeighted);
  const scale = step(scaleKernel(squares, total - correction, eps), step(squares, x, weights, mean), gain); // (1, F)
  return [mean, scale];
}
