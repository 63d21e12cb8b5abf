import { type Tensor } from '#torch';

export function gradientStats(parameters: Tensor[]) {
  const rows: { mean: number; std: number }[] = [];
  for (const { grad } of parameters) {
    if (grad === null) continue;
    const mean = grad.mean();
    rows.push({ mean: mean.item(), std: grad.sub(mean).square().mean().sqrt().item() });
  }
  return rows;
}
