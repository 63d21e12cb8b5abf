import { tensor } from '#torch';

/** The slope as 1 / cosh(x)^2, all in doubles, wrapped at the end. */
export function tanhCurve(start: number, end: number, points: number) {
  const xs = new Float64Array(points);
  for (let i = 0; i < points; i++) xs[i] = points === 1 ? start : start + ((end - start) * i) / (points - 1);
  return {
    x: tensor(xs),
    y: tensor(xs.map((x) => Math.tanh(x))),
    gradient: tensor(xs.map((x) => 1 / Math.cosh(x) ** 2)),
  };
}
