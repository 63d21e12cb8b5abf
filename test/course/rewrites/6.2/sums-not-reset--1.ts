import { type Tensor } from '#torch';

export function gradientStats(parameters: Tensor[]): { mean: number; std: number }[] {
  let n = 0;
  let sum = 0;
  let squares = 0;
  const stats: { mean: number; std: number }[] = [];
  for (const p of parameters) {
    if (p.grad === null) continue;
    for (const v of p.grad.data) {
      n++;
      sum += v;
      squares += v * v;
    }
    const mean = sum / n;
    stats.push({ mean, std: Math.sqrt((squares - n * mean * mean) / (n - 1)) });
  }
  return stats;
}
