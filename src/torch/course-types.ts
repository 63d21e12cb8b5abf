import type { Tensor } from './tensor.js';

/** The sizes of the course's network: 27, 3, 10 and 200 in the lecture. */
export interface NetworkConfig {
  /** Characters in the vocabulary, the end marker included. */
  vocabSize: number;
  /** Characters of context that predict the next one. */
  blockSize: number;
  /** Numbers in the embedding of one character. */
  nEmbd: number;
  /** Neurons in a hidden layer. */
  nHidden: number;
}

/** The parameters of the network with one hidden layer; weights are laid out for `x @ W`. */
export interface Parameters {
  /** The embedding table, [vocabSize, nEmbd]. */
  C: Tensor;
  /** Hidden weights, [blockSize * nEmbd, nHidden]. */
  W1: Tensor;
  /** Hidden biases, [nHidden]. */
  b1: Tensor;
  /** Output weights, [nHidden, vocabSize]. */
  W2: Tensor;
  /** Output biases, [vocabSize]. */
  b2: Tensor;
}

/** The same network with batch normalization before the tanh. */
export interface ParametersBN extends Parameters {
  /** The scale gamma, [1, nHidden]. */
  bnGain: Tensor;
  /** The shift beta, [1, nHidden]. */
  bnBias: Tensor;
}

/** One layer of a network that is built of modules. */
export interface Layer {
  /** Computes the layer's output and keeps it in `out`. */
  forward(x: Tensor): Tensor;
  /** The output of the last forward pass; null before the first. */
  out: Tensor | null;
  /** The trained tensors of the layer, in a fixed order. */
  parameters(): Tensor[];
}

/** What was measured of a network, for a diagnosis. */
export interface HealthStats {
  /** Number of classes: the vocabulary size. */
  classes: number;
  /** Cross-entropy in nats. */
  loss: number;
  /** Hidden layers, first to last; `saturated` is the share of |activation| > 0.97, in 0..1. */
  layers: { name: string; preactivationMean: number; preactivationStd: number; saturated: number }[];
  /** Standard deviations of gradients; empty before training. */
  gradients: { name: string; std: number }[];
  /** std(learning rate * gradient) / std(data), one per hidden weight; empty before training. */
  updateRatios: number[];
}

/** What may be wrong with a network. */
export type Finding =
  | 'loss-too-high'
  | 'loss-too-low'
  | 'loss-not-finite'
  | 'shifted-mean'
  | 'vanishing-signal'
  | 'exploding-signal'
  | 'saturated'
  | 'vanishing-gradient'
  | 'exploding-gradient'
  | 'updates-too-large'
  | 'updates-too-small';
