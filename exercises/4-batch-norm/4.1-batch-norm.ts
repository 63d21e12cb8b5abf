/*
 * 4.1  Batch normalization
 *
 * So far you chose the weights so that the pre-activations come out with a good spread. Batch normalization turns that
 * around: if you want them to have mean 0 and variance 1, why not simply make it so? Subtracting a mean and dividing by
 * a standard deviation are differentiable, so they can be a part of the network like any other.
 *
 * For each feature, that is for each column of x [N, D], over the N examples of the batch:
 *
 *     mean     = sum(x) / N
 *     variance = sum((x - mean)^2) / N                   biased: N, not N - 1
 *     xhat     = (x - mean) / sqrt(variance + eps)       eps inside the root
 *     y        = gamma * xhat + beta
 *
 * gamma and beta are learned, one of each for a feature. They start at 1 and 0 and give the network back what the
 * normalization took away: if a neuron is better off with another spread, it can learn it. eps keeps a column whose
 * values are all equal from becoming 0 / 0: its output is beta.
 *
 * Mean and variance depend on x, so the gradient must flow through them too. It does by itself as long as you compute
 * them with tensor operations; a number taken out with item() is a constant to autograd.
 *
 * Look next: Ioffe and Szegedy, "Batch Normalization" (2015), algorithm 1; torch.var's argument correction.
 * Try it:    npm test -- -t 4.1
 */
import { NotImplementedError, type Tensor } from '#torch';

/** Each feature (column) of `x` to mean 0 and variance 1 over the batch, then scaled by `gamma` and shifted by `beta`. */
export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  // TODO: the four lines above. x.mean(0, { keepdim: true }) has shape [1, D] and broadcasts over the rows.
  throw new NotImplementedError('4.1');
}
