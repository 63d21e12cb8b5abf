import type { Tensor } from '#torch';

/** Each feature (column) of `x` to mean 0 and variance 1 over the batch, then scaled by `gamma` and shifted by `beta`. */
export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const mean = x.mean(0, { keepdim: true }); // (1, D)
  const variance = x.var(0, { keepdim: true, correction: 0 }); // (1, D), divided by N and not by N - 1
  const normalized = x.sub(mean).div(variance.add(eps).sqrt()); // (N, D)
  return normalized.mul(gamma).add(beta); // (N, D)
}
