import type { Tensor } from '#torch';

const biased = { correction: 0, keepdim: true };

export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const mu = x.mean([0], { keepdim: true });
  const sigma = x.std(0, biased);
  const xhat = x.sub(mu).div(sigma.pow(2).add(eps).sqrt());
  return xhat.mul(gamma).add(beta);
}
