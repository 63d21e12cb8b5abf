/*
 * 1.1  The expected initial loss
 *
 * Before you train anything you already know one number: the loss at step zero. A new network has no reason to prefer
 * any character, so it should give each of the vocabSize characters the same probability, 1 / vocabSize. Cross-entropy
 * is the negative logarithm of the probability that the right character got, and here every character got the same:
 *
 *     expected loss = -ln(1 / vocabSize) = ln(vocabSize)
 *
 * Write that number down before every run. If the loss you measure is far above it, the network is not ignorant but
 * confidently wrong, and its first thousand steps will go into unlearning that instead of into learning names. If it
 * is below, look for the answer leaking into the input.
 *
 * Loss is measured in nats here, as in PyTorch: the logarithm is the natural one.
 *
 * Look next: the part of the lecture on the initial loss; torch.nn.functional.cross_entropy.
 * Try it:    npm test -- -t 1.1
 */
import { NotImplementedError } from '#torch';

/** The cross-entropy, in nats, of a network that gives each of `vocabSize` characters the probability 1 / vocabSize. */
export function expectedInitialLoss(vocabSize: number): number {
  // TODO: one line. For the 27 characters of the lecture it should come to about 3.3.
  throw new NotImplementedError('1.1');
}
