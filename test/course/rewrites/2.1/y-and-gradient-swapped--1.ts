import { linspace } from '#torch';
export function tanhCurve(start: number, end: number, points: number) {
  const x = linspace(start, end, points);
  const gradient = x.tanh();
  const y = gradient.square().neg().add(1);
  return { x, y, gradient };
}
