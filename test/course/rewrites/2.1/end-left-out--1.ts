import { tensor, type Tensor } from '#torch';

export function tanhCurve(start: number, end: number, points: number): { x: Tensor; y: Tensor; gradient: Tensor } {
  const step = (end - start) / points;
  const places = new Float64Array(points);
  for (let i = 0, at = start; i < points; i++, at += step) places[i] = at;
  const x = tensor(places);
  const y = x.tanh();
  return { x, y, gradient: y.square().neg().add(1) };
}
