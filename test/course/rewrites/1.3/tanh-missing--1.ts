import { F, type Parameters, type Tensor } from '#torch';

export function forward(p: Parameters, X: number[][]): { hPreact: Tensor; h: Tensor; logits: Tensor } {
  const rows = p.C.index(X);
  const flat = rows.reshape([X.length, p.W1.shape[0] ?? -1]);
  const hPreact = p.b1.add(flat.matmul(p.W1));
  const h = hPreact;
  return { hPreact, h, logits: p.b2.add(h.matmul(p.W2)) };
}

export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  return F.crossEntropy(forward(p, X).logits, Y);
}
