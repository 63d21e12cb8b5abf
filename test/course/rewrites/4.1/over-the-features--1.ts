import { type Tensor } from '#torch';

// each row gets mean 0
export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const d = x.shape[1] ?? 1;
  const m = x.sum(1, { keepdim: true }).div(d);
  const c = x.sub(m);
  const v = c.mul(c).sum(1, { keepdim: true }).div(d);
  return c.div(v.add(eps).sqrt()).mul(gamma).add(beta);
}
