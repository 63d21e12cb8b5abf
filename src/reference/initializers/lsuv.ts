/** Layer-sequential unit variance: Mishkin and Matas (2016). */
import type { Contexts } from '../embedding.js';
import { forward } from '../forward.js';
import { map } from '../matrix.js';
import type { Network } from '../network.js';
import { statistics } from '../statistics.js';

/**
 * Divides each layer's weight, from the first to the last, by the std of its pre-activations on a batch until that is 1
 * within `tolerance`. Start from orthogonal weights.
 *
 * @throws RangeError for a layer whose pre-activations do not vary: no factor can help it
 */
export function lsuv(network: Network, X: Contexts, tolerance = 0.01): Network {
  let scaled = network;
  for (let index = 0; index < network.layers.length; index++) {
    for (let round = 0; round < 10; round++) {
      const { std } = statistics(forward(scaled, X).layers[index]!.preactivation);
      if (!(std > 0)) throw new RangeError(`lsuv: expected layer ${index} to vary over the batch, its std is ${std}`);
      if (Math.abs(std - 1) <= tolerance) break;
      const layers = scaled.layers.map((layer, each) =>
        each === index ? { ...layer, weight: map(layer.weight, (value) => value / std) } : layer,
      );
      scaled = { ...scaled, layers };
    }
  }
  return scaled;
}
