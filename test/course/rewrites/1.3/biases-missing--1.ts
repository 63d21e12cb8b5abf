import { F, type Parameters, type Tensor } from '#torch';
export function forward(p: Parameters, X: number[][]) {
  const hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1);
  const h = F.tanh(hPreact);
  return { hPreact, h, logits: h.matmul(p.W2) };
}
export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  return F.crossEntropy(forward(p, X).logits, Y);
}
