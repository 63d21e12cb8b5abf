/**
 * Single stages of a backend beside float64 on the same operands, which must be numbers that float32 has (`toFloat32`). The bounds
 * are those that a right answer of a student's gets: both are float32 computations of the same formula.
 */
import { activationBound } from '../../grading/tolerance/activation.js';
import { batchNormGradientBound } from '../../grading/tolerance/batch-norm-gradient.js';
import { columnSumBound, softmaxBound, turned } from '../../grading/tolerance/network-gradient.js';
import {
  batchNormBound,
  crossEntropyBound,
  matmulBound,
  meanRounding,
  stdRounding,
} from '../../grading/tolerance/rounding.js';
import { momentBounds } from '../../grading/tolerance/running-statistics.js';
import { type Activation, activations } from '../activations.js';
import { batchNorm, batchNormBackward, type BatchNormGradients, type Normalized } from '../batch-norm.js';
import { crossEntropy, crossEntropyBackward } from '../cross-entropy.js';
import { linear, linearBackward, type LinearGradients } from '../linear.js';
import { map, type Matrix } from '../matrix.js';
import type { BatchNorm } from '../network.js';
import { statistics, type Statistics } from '../statistics.js';
import type { Hold } from './hold.js';

/** Half the distance between the smallest numbers of float32, 2^-149. */
const LEAST = 2 ** -150;

/** Whether sums of squares of this size, or bounds of them, may leave float32's range on the way. */
const isTooLarge = (size = Infinity): boolean => !(size < 2 ** 100);

/** The same value in float32, and so exactly what a kernel reads. */
export function toFloat32(x: Matrix): Matrix {
  return map(x, Math.fround);
}

/** A batch norm's parameters as kernels read them. */
export function ruleInFloat32(rule: BatchNorm): BatchNorm {
  return { ...rule, gain: toFloat32(rule.gain), bias: toFloat32(rule.bias) };
}

/** x @ weight + bias, [N, fanOut]. */
export function holdLinear(
  hold: Hold,
  place: string,
  measured: Matrix,
  { x, weight, bias }: { readonly x: Matrix; readonly weight: Matrix; readonly bias: Matrix | null },
): void {
  const bounds = matmulBound(x, weight, bias ? { bias: bias.data } : {});
  hold(place, measured.data, linear(x, weight, bias).data, bounds);
}

/** Gradients of x @ weight + bias. */
export function holdLinearBackward(
  hold: Hold,
  measured: LinearGradients,
  { x, weight, gradient }: { readonly x: Matrix; readonly weight: Matrix; readonly gradient: Matrix },
): void {
  const exact = linearBackward(x, weight, gradient);
  hold('linearBackward: x', measured.x.data, exact.x.data, matmulBound(gradient, turned(weight)));
  hold('linearBackward: weight', measured.weight.data, exact.weight.data, matmulBound(turned(x), gradient));
  const ofBias = columnSumBound(gradient, new Float64Array(gradient.data.length));
  hold('linearBackward: bias', measured.bias.data, exact.bias.data, ofBias);
}

/** A batch norm with the batch's mean and variance. */
export function holdBatchNorm(hold: Hold, place: string, measured: Normalized, x: Matrix, rule: BatchNorm): void {
  const { gain, bias, eps, correction } = rule;
  const exact = batchNorm(x, rule);
  const moments = momentBounds(x, correction);
  hold(`${place}: mean`, measured.mean.data, exact.mean.data, moments.mean);
  hold(`${place}: variance`, measured.variance.data, exact.variance.data, moments.variance);
  const bounds = batchNormBound(x, gain.data, {
    eps,
    correction,
    shift: bias.data,
    // A constant column's mean is exact only for constants that are short in binary: with an error, however small, none is claimed.
    xBound: new Float64Array(x.data.length).fill(LEAST),
  });
  // Where the squares may be too large for float32, nothing is known of what they scale.
  const known = bounds.map((bound, index) => (isTooLarge(moments.variance[index % x.cols]) ? Infinity : bound));
  hold(place, measured.output.data, exact.output.data, known);
}

/** Gradients of a batch norm. */
export function holdBatchNormBackward(
  hold: Hold,
  measured: BatchNormGradients,
  { x, rule, gradient }: { readonly x: Matrix; readonly rule: BatchNorm; readonly gradient: Matrix },
): void {
  const exact = batchNormBackward(x, rule, batchNorm(x, rule), gradient);
  const { correction } = rule;
  const bounds = batchNormGradientBound(x, rule.gain.data, gradient.data, rule.eps, { correction });
  hold('batchNormBackward: x', measured.x.data, exact.x.data, bounds.x);
  hold('batchNormBackward: gain', measured.gain.data, exact.gain.data, bounds.gamma);
  hold('batchNormBackward: bias', measured.bias.data, exact.bias.data, bounds.beta);
}

/** A nonlinearity, element by element. */
export function holdActivation(hold: Hold, place: string, measured: Matrix, activation: Activation, x: Matrix): void {
  const exact = map(x, (value) => activations[activation].value(value));
  const bounds = x.data.map((value, index) => activationBound(activation, value, exact.data[index] ?? NaN, 0));
  hold(place, measured.data, exact.data, bounds);
}

/** The mean cross-entropy. */
export function holdLoss(hold: Hold, measured: number, logits: Matrix, Y: readonly number[]): void {
  hold('loss', [measured], [crossEntropy(logits, Y)], crossEntropyBound(logits));
}

/** The gradient of the loss with respect to the logits. */
export function holdLossBackward(
  hold: Hold,
  place: string,
  measured: Matrix,
  logits: Matrix,
  Y: readonly number[],
): void {
  const logitsGradient = crossEntropyBackward(logits, Y);
  const bounds = softmaxBound({ logits, logitsGradient, Y }, new Float64Array(logits.data.length));
  hold(place, measured.data, logitsGradient.data, bounds);
}

/** Counts and extremes are exact; means and stds round. */
export function holdStatistics(hold: Hold, measured: Statistics, values: Matrix, threshold?: number): void {
  const exact = statistics(values, threshold);
  const count = values.data.length;
  const largest = Math.max(Math.abs(exact.min), Math.abs(exact.max));
  const spread = isTooLarge(count * largest ** 2) ? Infinity : stdRounding(count, exact.std, largest);
  hold('statistics: mean', [measured.mean], [exact.mean], meanRounding(count, largest));
  hold('statistics: std', [measured.std], [exact.std], spread);
  for (const name of ['min', 'max', 'beyond2', 'beyond3', 'saturated', 'saturatedUnits'] as const) {
    hold(`statistics: ${name}`, [measured[name]], [exact[name]], 0);
  }
  const { mean, variance } = momentBounds(values, 0);
  hold('statistics: featureMean', measured.featureMean.data, exact.featureMean.data, mean);
  hold('statistics: featureVariance', measured.featureVariance.data, exact.featureVariance.data, variance);
}
