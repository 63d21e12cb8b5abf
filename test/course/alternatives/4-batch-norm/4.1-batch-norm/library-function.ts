import { F, type Tensor } from '#torch';

export const batchNorm = (x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor =>
  F.batchNorm(x, null, null, { weight: gamma, bias: beta, training: true, eps });
