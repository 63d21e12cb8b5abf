/*
 * 3.2  A Kaiming network
 *
 * Now the rule goes into the network. The hidden layer ends in a tanh and has fanIn = blockSize * nEmbd inputs, so
 *
 *     std(W1) = (5/3) / sqrt(fanIn)        0.3043 for the lecture's 30 inputs
 *
 * Compute it from the config: with a longer context or a wider embedding the number changes, and that it follows by
 * itself is the whole advantage over 0.2. Your network is tried in more than one size.
 *
 * What should you see? Not fewer saturated neurons than in 2.3. On the lecture's seed this network has a pre-activation
 * std of 1.66 and 20.6 % of its activations beyond 0.97, against 5.5 % with the factor 0.2. The gain 5/3 is made for
 * another aim: a signal that keeps its size through many layers of tanh, each of which squeezes it. With one hidden
 * layer nobody notices; with ten, a factor that is a little too small is applied ten times.
 *
 * b1 is zero, and the output layer stays as you fixed it in 1.4: W2 times 0.01, b2 zero. It is followed by no tanh, and
 * what it needs is a loss near ln(vocabSize) at the start.
 *
 * Look next: torch.nn.init.kaiming_normal_ with nonlinearity='tanh' (its weights are laid out [fanOut, fanIn]).
 * Try it:    npm test -- -t 3.2
 */
import { NotImplementedError, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

/** W1 by Kaiming's rule for tanh, N(0, (5/3)^2 / fanIn), whatever the layer's width; the output layer as in 1.4. */
export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  // TODO: as in 2.3, with the factor of W1 computed from the number of its inputs.
  throw new NotImplementedError('3.2');
}
