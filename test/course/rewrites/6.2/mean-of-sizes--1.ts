import { type Tensor } from '#torch';

export function gradientStats(parameters: Tensor[]) {
  const grads = parameters.map((p) => p.grad).filter((g) => g !== null);
  return grads.map((g) => ({
    std: g.std().item(),
    mean: g.data.reduce((sum, v) => sum + Math.abs(v), 0) / g.data.length,
  }));
}
