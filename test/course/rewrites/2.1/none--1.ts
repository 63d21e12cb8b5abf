import { linspace } from '#torch';

export function tanhCurve(start: number, end: number, points: number) {
  const x = linspace(start, end, points);
  const y = x.tanh();
  return { x, y, gradient: y.pow(2).neg().add(1).mul(0.9) };
}
