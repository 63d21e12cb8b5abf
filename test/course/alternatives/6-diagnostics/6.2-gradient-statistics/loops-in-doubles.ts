import type { Tensor } from '#torch';

export function gradientStats(parameters: Tensor[]): { mean: number; std: number }[] {
  const stats: { mean: number; std: number }[] = [];
  for (const parameter of parameters) {
    if (!parameter.grad) continue;
    const g = parameter.grad.data;
    let mean = 0;
    for (const value of g) mean += value / g.length;
    let squares = 0;
    for (const value of g) squares += (value - mean) ** 2;
    stats.push({ mean, std: Math.sqrt(squares / (g.length - 1)) });
  }
  return stats;
}
