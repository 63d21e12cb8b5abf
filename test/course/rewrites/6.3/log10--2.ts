import { type Tensor } from '#torch';

function sd(a: Float32Array): number {
  const m = a.reduce((s, v) => s + v, 0) / a.length;
  return Math.sqrt(a.reduce((s, v) => s + (v - m) ** 2, 0) / (a.length - 1));
}

export function updateRatios(
  parameters: Tensor[],
  learningRate: number,
): { ratio: number; verdict: 'ok' | 'too large' | 'too small' }[] {
  return parameters.flatMap((p) => {
    if (p.grad === null) return [];
    const ratio = Math.log10((learningRate * sd(p.grad.data)) / sd(p.data));
    return [{ ratio, verdict: ratio > -2 ? 'too large' : ratio < -4 ? 'too small' : 'ok' }];
  });
}
