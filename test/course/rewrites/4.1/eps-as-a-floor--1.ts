import type { Tensor } from '#torch';
export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const mean = x.mean(0, { keepdim: true });
  const std = x.std(0, { keepdim: true, correction: 0 });
  const floor = std.lt(eps).mul(eps);
  return x.sub(mean).div(std.add(floor)).mul(gamma).add(beta);
}
