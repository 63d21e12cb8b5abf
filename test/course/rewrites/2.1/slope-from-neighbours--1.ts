import { linspace, tensor } from '#torch';

export function tanhCurve(start: number, end: number, points: number) {
  const x = linspace(start, end, points);
  const y = x.tanh();
  const at = (i: number) => Math.max(0, Math.min(points - 1, i));
  const slope = (i: number) => {
    const a = at(i - 1);
    const b = at(i + 1);
    return ((y.data[b] ?? 0) - (y.data[a] ?? 0)) / ((x.data[b] ?? 0) - (x.data[a] ?? 0));
  };
  return { x, y, gradient: tensor(Array.from({ length: points }, (_, i) => slope(i))) };
}
