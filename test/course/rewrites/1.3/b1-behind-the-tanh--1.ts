import { F, type Parameters, type Tensor } from '#torch';
export function forward(p: Parameters, X: number[][]) {
  const hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1);
  const h = hPreact.tanh().add(p.b1);
  return { hPreact, h, logits: h.matmul(p.W2).add(p.b2) };
}
export const initialLoss = (p: Parameters, X: number[][], Y: number[]): Tensor =>
  F.crossEntropy(forward(p, X).logits, Y);
