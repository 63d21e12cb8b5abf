/*
 * 1.2  The naive network
 *
 * Here is the network of the whole course, initialized the way most of us would do it on a first try: every number
 * from the standard normal distribution N(0, 1). Nothing about it is a bug. It even trains. In the rest of the course
 * you find out, before the first training step, how much of it is wrong.
 *
 *     name   shape                           in the lecture   what it does
 *     C      [vocabSize, nEmbd]              [27, 10]         one row of numbers for each character
 *     W1     [blockSize * nEmbd, nHidden]    [30, 200]        hidden layer: weights, laid out for x @ W1
 *     b1     [nHidden]                       [200]            hidden layer: biases
 *     W2     [nHidden, vocabSize]            [200, 27]        output layer: weights
 *     b2     [vocabSize]                     [27]             output layer: biases
 *
 * Take every random number from the `generator` that is passed in, in the order of the table: then the same seed
 * gives the same network, and a surprising result can be looked at twice. Each parameter is going to be trained, so
 * each needs requiresGrad to be true.
 *
 * Look next: torch.randn and its arguments generator and requires_grad; numel() counts the elements of a tensor.
 * Try it:    npm test -- -t 1.2
 */
import { NotImplementedError, randn, type Generator, type NetworkConfig, type Parameters } from '#torch';

/** The network as most people would first write it: every parameter, biases too, drawn from N(0, 1). */
export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  // TODO: draw the five parameters. randn(shape, { generator, requiresGrad: true }) does one of them.
  throw new NotImplementedError('1.2');
}

/** How many numbers the network learns. */
export function countParameters(p: Parameters): number {
  // TODO: add up the elements of all five. The lecture's network has 11,897.
  throw new NotImplementedError('1.2');
}
