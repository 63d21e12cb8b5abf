import { linspace, tensor } from '#torch';
export function tanhCurve(start: number, end: number, points: number) {
  const x = linspace(start, end, points);
  const h = 0.1;
  const gradient = x.toArray().map((v) => (Math.tanh(v + h) - Math.tanh(v)) / h);
  return { x, y: x.tanh(), gradient: tensor(gradient) };
}
