import { type Tensor } from '#torch';

export function batchNorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const centred = x.sub(x.mean());
  const scale = centred.square().mean().add(eps).pow(-0.5);
  return beta.add(gamma.mul(centred).mul(scale));
}
