import { type Tensor } from '#torch';

export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const mu = x.mean(0);
  const sigma = x.sub(mu).square().mean(0).sqrt();
  return x.sub(mu).div(sigma.add(eps)).mul(gamma).add(beta);
}
