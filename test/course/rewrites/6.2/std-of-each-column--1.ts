import { type Tensor } from '#torch';

export function gradientStats(parameters: Tensor[]) {
  const out: { mean: number; std: number }[] = [];
  for (const p of parameters) {
    const g = p.grad;
    if (!g) continue;
    if (g.dim() < 2) out.push({ mean: g.mean().item(), std: g.std().item() });
    else out.push({ mean: g.mean(0).mean().item(), std: g.std(0).mean().item() });
  }
  return out;
}
