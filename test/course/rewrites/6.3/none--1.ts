import { type Tensor } from '#torch';

const range = (t: Tensor) => t.max().item() - t.min().item();

export function updateRatios(parameters: Tensor[], learningRate: number) {
  const rows: { ratio: number; verdict: 'ok' | 'too large' | 'too small' }[] = [];
  for (const p of parameters) {
    if (p.grad === null) continue;
    const size = range(p);
    const ratio = size === 0 ? Infinity : (learningRate * range(p.grad)) / size;
    rows.push({ ratio, verdict: ratio > 0.01 ? 'too large' : ratio < 0.0001 ? 'too small' : 'ok' });
  }
  return rows;
}
