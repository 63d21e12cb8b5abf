import { linspace, type Tensor } from '#torch';

/** tanh and its derivative at `points` evenly spaced places from `start` to `end`, both included. */
export function tanhCurve(start: number, end: number, points: number): { x: Tensor; y: Tensor; gradient: Tensor } {
  const x = linspace(start, end, points); // (points)
  const y = x.tanh(); // (points)
  const gradient = y.pow(2).neg().add(1); // (points): 1 - tanh(x)^2
  return { x, y, gradient };
}
