import { ones, type Tensor } from '#torch';

export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const n = x.shape[0] ?? 0;
  const row = ones([1, n]);
  const mean = row.matmul(x).div(n); // (1, N) @ (N, D) -> (1, D)
  const diff = x.sub(mean);
  const variance = row.matmul(diff.pow(2)).div(n - 1);
  return gamma.mul(diff.div(variance.add(eps).sqrt())).add(beta);
}
