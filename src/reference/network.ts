/** The network as the reference sees it: an embedding, then layers, the last of which gives the logits. */
import type { Activation } from './activations.js';
import { fromTensor, type Matrix, type TensorLike } from './matrix.js';

/** Batch normalization between a linear layer and its activation: gain (x - mean) / sqrt(variance + eps) + bias. */
export interface BatchNorm {
  /** [1, H] */
  readonly gain: Matrix;
  /** [1, H] */
  readonly bias: Matrix;
  readonly eps: number;
  /** The variance is the sum of squares over N - correction: 0 is biased (PyTorch's when training), 1 Bessel's. */
  readonly correction: 0 | 1;
}

/** activation(batchNorm(x @ weight + bias)). */
export interface Layer {
  /** [fanIn, fanOut] */
  readonly weight: Matrix;
  /** [1, fanOut] */
  readonly bias: Matrix | null;
  readonly batchNorm: BatchNorm | null;
  readonly activation: Activation;
}

/** The lecture's network, of any depth: contexts of `blockSize` indices in, logits out. */
export interface Network {
  /** C, [vocabSize, nEmbd] */
  readonly embedding: Matrix;
  /** In order; the last is the output layer, 'linear'. */
  readonly layers: readonly Layer[];
}

/** The parameters of the course's two-layer network, by their names in the lecture. */
export interface NamedParameters {
  readonly C: TensorLike;
  readonly W1: TensorLike;
  readonly b1: TensorLike;
  readonly W2: TensorLike;
  readonly b2: TensorLike;
  readonly bnGain?: TensorLike;
  readonly bnBias?: TensorLike;
}

/**
 * The course's network: embedding, hidden layer (with batch norm where `bnGain` and `bnBias` are given), tanh, output layer.
 *
 * @param parameters - C [V, E], W1 [B E, H], b1 [H], W2 [H, V], b2 [V], bnGain and bnBias [1, H]
 * @param options - `eps` of the batch norm, 1e-5 as PyTorch's; `correction` of its variance, 0; `activation`, 'tanh'
 */
export function twoLayerNetwork(
  parameters: NamedParameters,
  options: { readonly eps?: number; readonly correction?: 0 | 1; readonly activation?: Activation } = {},
): Network {
  const { C, W1, b1, W2, b2, bnGain, bnBias } = parameters;
  const batchNorm =
    bnGain && bnBias
      ? {
          gain: fromTensor(bnGain),
          bias: fromTensor(bnBias),
          eps: options.eps ?? 1e-5,
          correction: options.correction ?? 0,
        }
      : null;
  return {
    embedding: fromTensor(C),
    layers: [
      { weight: fromTensor(W1), bias: fromTensor(b1), batchNorm, activation: options.activation ?? 'tanh' },
      { weight: fromTensor(W2), bias: fromTensor(b2), batchNorm: null, activation: 'linear' },
    ],
  };
}
