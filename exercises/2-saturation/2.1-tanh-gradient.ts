/*
 * 2.1  The gradient of tanh
 *
 * tanh squashes any number into -1..1. In the middle it is close to a straight line; towards both ends it goes flat,
 * and flat is where learning stops. On the way back, the gradient that arrives at h is multiplied by the slope of tanh
 * before it reaches the pre-activation and the weights behind it:
 *
 *     y = tanh(x)        dy/dx = 1 - y^2
 *
 *     y       0      0.5     0.97     1
 *     dy/dx   1      0.75    0.059    0
 *
 * The slope is never above 1, so a tanh can only pass a gradient on or shrink it, and where y is at its limit next to
 * nothing gets through, however wrong the network is. Draw the two curves and keep them in mind: the rest of this part
 * is about keeping the neurons in the middle.
 *
 * Note that the slope is written with y, which the forward pass has computed anyway. That is why autograd keeps the
 * output of a tanh and not its input.
 *
 * Look next: torch.linspace and torch.tanh; the derivation of tanh's derivative in micrograd.
 * Try it:    npm test -- -t 2.1, then look at the curves in reports/index.html
 */
import { linspace, NotImplementedError, type Tensor } from '#torch';

/** tanh and its derivative at `points` evenly spaced places from `start` to `end`, both included. */
export function tanhCurve(start: number, end: number, points: number): { x: Tensor; y: Tensor; gradient: Tensor } {
  // TODO: x evenly spaced, y the tanh of it, gradient the slope there. Each is a tensor of shape [points].
  throw new NotImplementedError('2.1');
}
