import { linspace, type Tensor } from '#torch';

/** The slope from backward(): the derivative of the sum of all y with respect to each x. */
export function tanhCurve(start: number, end: number, points: number): { x: Tensor; y: Tensor; gradient: Tensor } {
  const x = linspace(start, end, points);
  x.requiresGrad = true;
  const y = x.tanh();
  y.sum().backward();
  return { x: x.detach(), y: y.detach(), gradient: x.grad! };
}
