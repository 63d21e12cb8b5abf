import { type Tensor } from '#torch';

export function gradientStats(parameters: Tensor[]) {
  return parameters.map((p) => {
    const g = p.grad ?? p.detach().mul(0);
    return { mean: g.mean().item(), std: g.std().item() };
  });
}
