import { F, tensor, type Parameters, type Tensor } from '#torch';
export function forward(p: Parameters, X: number[][]) {
  const hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1);
  const h = hPreact.tanh();
  return { hPreact, h, logits: h.matmul(p.W2).add(p.b2) };
}
export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  const loss = F.crossEntropy(forward(p, X).logits, Y).item();
  return tensor(loss, { requiresGrad: true });
}
