import { type Tensor } from '#torch';

type Verdict = 'ok' | 'too large' | 'too small';
const call = (r: number): Verdict => (r > 0.01 ? 'too large' : r < 0.0001 ? 'too small' : 'ok');

export function updateRatios(parameters: Tensor[], learningRate: number) {
  const rows: { ratio: number; verdict: Verdict }[] = [];
  for (const p of parameters) {
    if (p.grad === null) continue;
    const ratio = p.std().item() / (learningRate * p.grad.std().item());
    rows.push({ ratio, verdict: call(ratio) });
  }
  return rows;
}
