import { tensor, type Tensor } from '#torch';

export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const [n = 0, d = 0] = x.shape;
  const mean = new Float64Array(d);
  const variance = new Float64Array(d);
  for (let i = 0; i < n * d; i++) mean[i % d] = (mean[i % d] ?? 0) + (x.data[i] ?? 0) / n;
  for (let i = 0; i < n * d; i++) {
    variance[i % d] = (variance[i % d] ?? 0) + ((x.data[i] ?? 0) - (mean[i % d] ?? 0)) ** 2 / n;
  }
  const inverse = variance.map((v) => 1 / Math.sqrt(v + eps));
  return x.sub(tensor(mean)).mul(tensor(inverse)).mul(gamma).add(beta);
}
