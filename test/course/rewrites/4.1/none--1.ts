import { type Tensor } from '#torch';

export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const mean = x.mean(0);
  const meanAbsolute = x.sub(mean).abs().mean(0);
  return x.sub(mean).div(meanAbsolute.add(eps)).mul(gamma).add(beta);
}
