import type { Tensor } from '#torch';
export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const mean = x.mean(0, { keepdim: true });
  const v = x.std(0, { keepdim: true, correction: 0 });
  return x.sub(mean).div(v.add(eps).sqrt()).mul(gamma).add(beta);
}
