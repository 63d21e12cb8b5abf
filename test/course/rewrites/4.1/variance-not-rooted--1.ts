import { type Tensor } from '#torch';

export const batchNorm = (x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor => {
  const mean = x.mean(0);
  const c = x.sub(mean);
  const precision = c.mul(c).mean(0).add(eps).pow(-1);
  return c.mul(precision.mul(gamma)).add(beta);
};
