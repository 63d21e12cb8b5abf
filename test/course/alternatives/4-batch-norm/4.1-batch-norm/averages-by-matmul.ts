import { full, type Tensor } from '#torch';

/** The mean over the rows is a product with a row of 1 / N. */
export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps: number = 1e-5): Tensor {
  const average = full([1, x.shape[0]!], 1 / x.shape[0]!); // (1, N)
  const deviation = x.sub(average.matmul(x)); // (N, D)
  const variance = average.matmul(deviation.square()); // (1, D)
  const scale = gamma.div(variance.add(eps).sqrt()); // gamma and the root in one factor
  return deviation.mul(scale).add(beta);
}
