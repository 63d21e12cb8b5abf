/*
 * 2.2  Measuring saturation
 *
 * A loss of 3.3 at the start says that the output layer is fine. It says nothing about the hidden layer, which can be
 * in a miserable state behind it. Two measurements make that state visible.
 *
 * Saturation: the share of activations h that sit so far out on tanh's flat ends that hardly any gradient comes back
 * through them. The usual line is 0.97, where the slope 1 - 0.97^2 has fallen to 0.059. Both ends count, -0.99 as much
 * as 0.99; a value exactly on the threshold does not.
 *
 *     saturation = (number of elements with |h| > threshold) / (number of elements)        0..1
 *
 * In the naive network two of three activations are saturated. A neuron that is saturated on every example is dead:
 * no example can move its weights.
 *
 * Pre-activation statistics: the cause. They describe what the tanh is fed; a standard deviation well above 1 pushes it
 * into its tails. Use the sample standard deviation, divided by n - 1, which is what std() gives here and in PyTorch.
 *
 * Look next: the lecture's black and white picture of h.abs() > 0.97; torch.gt, torch.std.
 * Try it:    npm test -- -t 2.2
 */
import { NotImplementedError, type Tensor } from '#torch';

/** The share, in 0..1, of the activations `h` whose absolute value lies above `threshold`. */
export function saturation(h: Tensor, threshold = 0.97): number {
  // TODO: compare, then average. gt() gives 1 where it holds and 0 elsewhere; item() turns a 0-d tensor into a number.
  throw new NotImplementedError('2.2');
}

/** What the tanh is fed: mean, sample standard deviation (n - 1, as in PyTorch) and range over all elements. */
export function preactivationStats(hPreact: Tensor): { mean: number; std: number; min: number; max: number } {
  // TODO: four numbers over all elements of the tensor.
  throw new NotImplementedError('2.2');
}
