/**
 * The judge's own network: what every grader measures against. It shares no arithmetic with `src/torch`, so each is a check
 * on the other. Asynchronous throughout, because an implementation may run on another device.
 */
import { backward, type BackwardTrace } from './backward.js';
import { crossEntropy } from './cross-entropy.js';
import type { Contexts } from './embedding.js';
import { forward, type ForwardTrace } from './forward.js';
import type { Matrix } from './matrix.js';
import type { Network } from './network.js';
import { statistics, type Statistics } from './statistics.js';

/** A reference implementation of the course's network. */
export interface Reference {
  /** What computes, for the record of a result: "float64 TypeScript". */
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

/** Plain float64 TypeScript. A mistake in the arguments rejects, as on any other backend. */
export const reference: Reference = {
  backend: 'float64 TypeScript',
  forward: (network, X) => settle(() => forward(network, X)),
  loss: (logits, Y) => settle(() => crossEntropy(logits, Y)),
  backward: (network, X, Y) => settle(() => backward(network, X, Y)),
  statistics: (values, threshold) => settle(() => statistics(values, threshold)),
};

function settle<T>(compute: () => T): Promise<T> {
  return new Promise((resolve) => resolve(compute()));
}
