import { linspace, ones } from '#torch';

export function tanhCurve(start: number, end: number, points: number) {
  const x = linspace(start, end, points);
  return { gradient: ones([points]).sub(x.mul(x)), y: x.tanh(), x };
}
