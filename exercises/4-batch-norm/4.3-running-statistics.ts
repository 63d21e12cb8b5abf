/*
 * 4.3  Running statistics
 *
 * A network with batch norm cannot be asked about a single name: a batch of one has no spread to divide by. So while it
 * trains, the layer keeps a running average of the statistics that it sees, and when training is over it uses those
 * instead. Then one example's answer no longer depends on its neighbours.
 *
 *     training = true:     normalize with this batch's mean and its biased variance (divided by N), and remember:
 *         runningMean = (1 - momentum) * runningMean + momentum * mean
 *         runningVar  = (1 - momentum) * runningVar  + momentum * variance       unbiased here: divided by N - 1
 *     training = false:    normalize with runningMean and runningVar, and leave them as they are
 *     in both:             y = gamma * xhat + beta,   xhat = (x - mean) / sqrt(variance + eps)
 *
 * Two variances in one layer look like a slip, and they are what PyTorch does. The biased one is exactly the spread of
 * the batch at hand; the unbiased one is the better estimate of the spread of all the data, which is what the buffer is
 * for.
 *
 * All four tensors have shape [dim]. gamma (ones) and beta (zeros) are trained. The buffers runningMean (zeros) and
 * runningVar (ones) are only remembered: no gradient belongs in them, or each step would drag the history of all
 * earlier ones along. Updating them inside noGrad(() => { ... }) sees to that.
 *
 * Look next: torch.nn.BatchNorm1d and its momentum, which counts the new share; model.eval().
 * Try it:    npm test -- -t 4.3
 */
import { noGrad, NotImplementedError, ones, zeros, type Tensor } from '#torch';

/** Batch normalization that remembers: batch statistics while training, running averages of them afterwards. */
export class BatchNormInference {
  training: boolean;
  runningMean: Tensor;
  runningVar: Tensor;
  gamma: Tensor;
  beta: Tensor;

  constructor(dim: number, eps = 1e-5, momentum = 0.1) {
    // TODO: start in training mode, make the four tensors, and keep eps and momentum in fields of your own.
    throw new NotImplementedError('4.3');
  }

  forward(x: Tensor): Tensor {
    // TODO: choose the statistics by this.training, update the buffers when training, normalize, scale and shift.
    throw new NotImplementedError('4.3');
  }
}
