import { linspace } from '#torch';

// d/dx tanh = sech^2, here of the height of the curve
export function tanhCurve(start: number, end: number, points: number) {
  const x = linspace(start, end, points);
  const y = x.tanh();
  const cosh = y.exp().add(y.neg().exp()).div(2);
  return { x, y, gradient: cosh.pow(-2) };
}
