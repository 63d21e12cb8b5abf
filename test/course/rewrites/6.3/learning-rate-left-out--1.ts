import { type Tensor } from '#torch';

export function updateRatios(
  parameters: Tensor[],
  _learningRate: number,
): { ratio: number; verdict: 'ok' | 'too large' | 'too small' }[] {
  const rows: ReturnType<typeof updateRatios> = [];
  for (const p of parameters) {
    if (!p.grad) continue;
    const data = p.detach().std().item();
    const ratio = data === 0 ? Infinity : p.grad.std().item() / data;
    rows.push({ ratio, verdict: ratio > 0.01 ? 'too large' : ratio < 1e-4 ? 'too small' : 'ok' });
  }
  return rows;
}
