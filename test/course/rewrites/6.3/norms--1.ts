import { type Tensor } from '#torch';

const norm = (t: Tensor): number => Math.hypot(...t.data);

export function updateRatios(
  parameters: Tensor[],
  learningRate: number,
): { ratio: number; verdict: 'ok' | 'too large' | 'too small' }[] {
  const done = [];
  for (const p of parameters) {
    if (p.grad) {
      const ratio = p.std().item() === 0 ? Infinity : (learningRate * norm(p.grad)) / norm(p);
      const verdict = ratio > 0.01 ? ('too large' as const) : ratio < 0.0001 ? ('too small' as const) : ('ok' as const);
      done.push({ ratio, verdict });
    }
  }
  return done;
}
