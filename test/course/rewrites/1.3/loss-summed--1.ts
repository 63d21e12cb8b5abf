import { type Parameters, type Tensor } from '#torch';

export function forward(p: Parameters, X: number[][]) {
  const n = X.length;
  const hPreact = p.C.index(X).view([n, -1]).matmul(p.W1).add(p.b1);
  const h = hPreact.tanh();
  return { hPreact, h, logits: h.matmul(p.W2).add(p.b2) };
}

export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  const { logits } = forward(p, X);
  const biggest = logits.max(1, { keepdim: true }).values.detach();
  const shifted = logits.sub(biggest);
  const logNorm = shifted.exp().sum(1).log();
  const target = shifted.index([...Y.keys()], Y);
  return logNorm.sub(target).sum();
}
