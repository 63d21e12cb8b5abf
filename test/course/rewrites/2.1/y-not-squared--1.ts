import { tensor } from '#torch';

export function tanhCurve(start: number, end: number, points: number) {
  const xs = Array.from({ length: points }, (_, i) => start + ((end - start) * i) / (points - 1));
  const ys = xs.map(Math.tanh);
  return { x: tensor(xs), y: tensor(ys), gradient: tensor(ys.map((v) => 1 - v)) };
}
