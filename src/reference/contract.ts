/** What every implementation of the reference can do. Asynchronous throughout, because it may run on another device. */
import type { BackwardTrace } from './backward.js';
import type { Contexts } from './embedding.js';
import type { ForwardTrace } from './forward.js';
import type { Matrix } from './matrix.js';
import type { Network } from './network.js';
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
}
