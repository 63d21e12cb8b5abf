import { arange, ones, type Tensor } from '#torch';

export function tanhCurve(start: number, end: number, points: number): { x: Tensor; y: Tensor; gradient: Tensor } {
  const step = points > 1 ? (end - start) / (points - 1) : 0;
  const x = arange(points).mul(step).add(start);
  const y = x.tanh();
  const gradient = ones([points]).sub(y.mul(y));
  return { x, y, gradient };
}
