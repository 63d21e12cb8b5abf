/*
 * 1.4  Fixing the output layer
 *
 * The naive network starts with a loss of about 27 where ln(27) = 3.3 was expected. Why? Look at one logit. It is a
 * sum of nHidden products h * w, and with w from N(0, 1) its standard deviation is
 *
 *     std(logit) = sqrt(nHidden * mean(h^2) * std(W2)^2 + std(b2)^2)       about 13 for the naive network
 *
 * Scores that far apart make softmax put almost all of the probability on one character, chosen by nothing but the
 * seed. The network is certain, and nearly always wrong. Training would first have to press the logits down: the steep
 * start of the loss curve that looks like quick learning and is only the repair of a bad start.
 *
 * The formula also shows the cure: a small W2 and no bias. Draw W2 as before and multiply it by 0.01; let b2 be zero.
 * Why not W2 = 0 as well? The gradient reaches the hidden layer through W2. At exactly zero, nothing would come
 * through in the first step.
 *
 * C, W1 and b1 stay as they were in 1.2 (the hidden layer has a problem of its own, for part 2). One detail: multiply
 * first and set requiresGrad on the result. What is trained must be the scaled tensor, not the one it was made from.
 *
 * Look next: the lecture on fixing the initial loss; leaf tensors in PyTorch's notes on autograd.
 * Try it:    npm test -- -t 1.4
 */
import { NotImplementedError, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

/** As `initNaive`, but with an output layer that starts out nearly silent: W2 ~ N(0, 0.01^2) and b2 = 0. */
export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  // TODO: the five parameters in the order C, W1, b1, W2, b2, the last two in their new form, all with requiresGrad.
  throw new NotImplementedError('1.4');
}
