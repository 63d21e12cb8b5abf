import { arange } from '#torch';
export function tanhCurve(start: number, end: number, points: number) {
  const x = arange(start, end, (end - start) / (points - 1));
  const y = x.tanh();
  return { x, y, gradient: y.mul(y).neg().add(1) };
}
