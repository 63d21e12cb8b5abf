import type { Tensor } from '#torch';

export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const n = x.shape[0]!;
  const mean = x.sum(0).div(n); // (D)
  const centered = x.add(mean.neg()); // (N, D)
  const variance = centered.mul(centered).sum(0).div(n); // (D)
  const inverseStd = variance.add(eps).pow(-0.5); // (D)
  return beta.add(gamma.mul(centered.mul(inverseStd)));
}
