/** What every implementation of the reference can do. Asynchronous throughout, because it may run on another device. */
import type { Activation } from './activations.js';
import type { BackwardTrace } from './backward.js';
import type { BatchNormGradients, Normalized } from './batch-norm.js';
import type { Contexts } from './embedding.js';
import type { ForwardTrace } from './forward.js';
import type { LinearGradients } from './linear.js';
import type { Matrix } from './matrix.js';
import type { BatchNorm, Network } from './network.js';
import type { Statistics } from './statistics.js';

/** A reference implementation of the course's network. */
export interface Reference {
  /** What computes, for the record of a result: "float64", "webasm". */
  readonly backend: string;

  /**
   * Embedding, concatenation, then each layer: linear, batch norm where it has one, activation.
   *
   * @param X - N contexts of blockSize indices
   * @throws RangeError for an index outside of the embedding, or shapes that do not chain
   */
  forward(network: Network, X: Contexts): Promise<ForwardTrace>;

  /**
   * Mean softmax cross-entropy in nats, stable for logits of any size.
   *
   * @param logits - [N, V]
   * @param Y - N target indices
   */
  loss(logits: Matrix, Y: readonly number[]): Promise<number>;

  /** Forward, loss, and the gradient of the loss with respect to every parameter. */
  backward(network: Network, X: Contexts, Y: readonly number[]): Promise<BackwardTrace>;

  /**
   * Mean, std (n - 1), range, saturation and per-feature statistics of a layer's values.
   *
   * @param values - [N, F]
   * @param threshold - of saturation; 0.97 where it is not given
   */
  statistics(values: Matrix, threshold?: number): Promise<Statistics>;

  /**
   * C[X].view(N, -1): the embeddings of each context side by side, [N, B * E].
   *
   * @param C - [V, E]
   * @param X - N contexts of B indices
   * @throws RangeError naming the first index that is not a row of C
   */
  embed(C: Matrix, X: Contexts): Promise<Matrix>;

  /**
   * x @ weight + bias, [N, fanOut].
   *
   * @param x - [N, fanIn]
   * @param weight - [fanIn, fanOut]
   * @param bias - [1, fanOut] or null
   */
  linear(x: Matrix, weight: Matrix, bias: Matrix | null): Promise<Matrix>;

  /** Gradients of `linear` with respect to x, weight and bias, from that of its result, [N, fanOut]. */
  linearBackward(x: Matrix, weight: Matrix, gradient: Matrix): Promise<LinearGradients>;

  /** gain (x - mean) / sqrt(variance + eps) + bias over the rows of x, [N, F], with the batch's mean and variance. */
  batchNorm(x: Matrix, rule: BatchNorm): Promise<Normalized>;

  /** Gradients of `batchNorm` with respect to x, gain and bias, from that of its output, [N, F]. */
  batchNormBackward(x: Matrix, rule: BatchNorm, gradient: Matrix): Promise<BatchNormGradients>;

  /** A nonlinearity, element by element. */
  activate(activation: Activation, x: Matrix): Promise<Matrix>;

  /** The gradient of `loss` with respect to the logits: (softmax(logits) - onehot(y)) / N, [N, V]. */
  lossBackward(logits: Matrix, Y: readonly number[]): Promise<Matrix>;
}
