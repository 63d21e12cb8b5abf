/*
 * 6.2  Gradient statistics
 *
 * Activations tell how the signal fares on its way forward. The gradients tell how the correction fares on its way back.
 * Each layer multiplies them by its weights and by the slope of its tanh: a factor that is a little below 1, applied ten
 * times, leaves the first layers with nothing to learn from (vanishing), and one above 1 throws them about (exploding).
 *
 * After loss.backward(), each parameter holds its gradient in `grad`, of the same shape as itself. For each:
 *
 *     mean = sum(grad) / n
 *     std  = sqrt(sum((grad - mean)^2) / (n - 1))        the size to compare from layer to layer
 *
 * The mean of a healthy gradient is close to 0 and says little; the std is what to look at.
 *
 * Some parameters have no gradient: backward() has not run yet, or the loss does not depend on them. Their grad is null,
 * and they get no row. Null is not zero: a zero gradient is an answer, no gradient is a missing one.
 *
 * Look next: the lecture's plot of the gradient distributions; Tensor.grad in PyTorch (None until backward).
 * Try it:    npm test -- -t 6.2
 */
import { NotImplementedError, type Tensor } from '#torch';

/** Mean and sample standard deviation of each gradient, in the order of `parameters`; those without one are left out. */
export function gradientStats(parameters: Tensor[]): { mean: number; std: number }[] {
  // TODO: one row for each parameter that has a gradient.
  throw new NotImplementedError('6.2');
}
