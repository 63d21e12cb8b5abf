/*
 * 6.1  Activation statistics
 *
 * A network is healthy at the start when its signal neither dies out nor blows up on the way through, and the way to
 * know is to look at every layer. In 5.1 the layers began to keep their last output; now you read it.
 *
 *     index       the layer's place in the list
 *     name        the name of its class, such as 'Tanh'
 *     mean        over all elements of its output: far from 0 means that the signal is shifted
 *     std         sample standard deviation (n - 1): falling from layer to layer means that the signal dies out,
 *                 rising means that it explodes
 *     saturated   share of elements with |out| > 0.97, in 0..1: read it for the Tanh layers
 *
 * One row for each layer that has an output. A layer whose out is null has not run yet: leave it out rather than invent
 * numbers for it. The rows after it keep the index of their own place, so that a row can still be found in the network.
 *
 * The table is what the lecture prints above its histograms. The histograms show the same with more detail; the numbers
 * are what you can put into a test.
 *
 * Look next: the lecture's plot of the forward pass activations. An object knows its class: layer.constructor.name.
 * Try it:    npm test -- -t 6.1
 */
import { NotImplementedError, type Layer } from '#torch';

/** One row for each layer that has run: where its activations lie, and what share of them is beyond +-0.97. */
export function activationStats(
  layers: Layer[],
): { index: number; name: string; mean: number; std: number; saturated: number }[] {
  // TODO: go through the layers, skip those without an output, measure the others.
  throw new NotImplementedError('6.1');
}
