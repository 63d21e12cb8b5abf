import { type Tensor } from '#torch';

export function updateRatios(parameters: Tensor[], learningRate: number) {
  const out: { ratio: number; verdict: 'ok' | 'too large' | 'too small' }[] = [];
  parameters.forEach(({ grad, data }) => {
    if (!grad) return;
    const n = data.length;
    const mean = data.reduce((a, b) => a + b, 0) / n;
    const std = Math.sqrt(data.reduce((a, b) => a + (b - mean) ** 2, 0) / (n - 1));
    const step = Math.abs(learningRate * (grad.data.reduce((a, b) => a + b, 0) / n));
    const ratio = std === 0 ? Infinity : step / std;
    let verdict: 'ok' | 'too large' | 'too small' = 'ok';
    if (ratio > 0.01) verdict = 'too large';
    if (ratio < 0.0001) verdict = 'too small';
    out.push({ ratio, verdict });
  });
  return out;
}
