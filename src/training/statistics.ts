/** What the lecture prints of a network in training: activations, their gradients, and how fast weights move. */
import { moments, shareOf } from '../diagnostics/spread.js';
import type { ActivationName } from './activations.js';
import { activations } from './activations.js';
import type { NamedTensor } from './layers.js';
import type { ActivationTrace } from './network.js';

export { moments };

/** One activation layer on one batch. */
export interface LayerStatistics {
  /** `layer 2 (Tanh)`: its place in the list of layers. */
  readonly name: string;
  /** Of its outputs. */
  readonly mean: number;
  /** Of its outputs, divided by n - 1. */
  readonly std: number;
  /** Share of outputs on a flat end, 0..1: beyond 0.97 in size for tanh; null for an activation without two flat ends. */
  readonly saturated: number | null;
  /** Of the gradient of the loss with respect to its outputs. */
  readonly gradStd: number;
}

/** One two-dimensional parameter: its gradient, and its data after the update. */
export interface WeightStatistics {
  readonly name: string;
  readonly shape: readonly number[];
  readonly gradMean: number;
  readonly gradStd: number;
  /** std(grad) / std(data). */
  readonly gradDataRatio: number;
  /** std(lr * grad) / std(data). */
  readonly updateRatio: number;
}

/** @param trace of a forward pass whose outputs kept their gradients */
export function layerStatistics(trace: readonly ActivationTrace[], activation: ActivationName): LayerStatistics[] {
  return trace.map(({ name, output }) => ({
    name,
    ...moments(output.data),
    saturated: saturatedShare(output.data, activation),
    gradStd: output.grad === null ? NaN : moments(output.grad.data).std,
  }));
}

/** The share of outputs on a flat end of the activation; null where it has not two. */
export function saturatedShare(outputs: Float32Array, activation: ActivationName): number | null {
  const { isSaturated } = activations[activation];
  return isSaturated === null ? null : shareOf(outputs, isSaturated);
}

/** Of the parameters with two dimensions, which are the weights and the embedding. */
export function weightStatistics(parameters: readonly NamedTensor[], learningRate: number): WeightStatistics[] {
  return parameters.flatMap(({ name, tensor: { shape, data, grad } }) => {
    if (shape.length !== 2 || grad === null) return [];
    const { mean, std } = moments(grad.data);
    const dataStd = moments(data).std;
    const updateStd = moments(grad.data.map((value) => learningRate * value)).std;
    return [
      {
        name,
        shape,
        gradMean: mean,
        gradStd: std,
        gradDataRatio: std / dataStd,
        updateRatio: updateStd / dataStd,
      },
    ];
  });
}
