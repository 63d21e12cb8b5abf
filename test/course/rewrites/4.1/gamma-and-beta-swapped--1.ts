import { type Tensor } from '#torch';

const standardize = (x: Tensor, eps: number): Tensor => {
  const { mean, variance } = { mean: x.mean(0), variance: x.var(0, { correction: 0 }) };
  return x.sub(mean).div(variance.add(eps).sqrt());
};

export function batchNorm(x: Tensor, shift: Tensor, scale: Tensor, eps = 1e-5): Tensor {
  return standardize(x, eps).mul(scale).add(shift);
}
