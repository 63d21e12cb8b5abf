import { F, tensor, type Parameters, type Tensor } from '#torch';

export function forward(p: Parameters, X: number[][]): { hPreact: Tensor; h: Tensor; logits: Tensor } {
  const width = p.C.shape[1] ?? 0;
  // looked up by hand
  const embcat = X.map((context) => context.flatMap((ix) => [...p.C.data.slice(ix * width, (ix + 1) * width)]));
  const hPreact = tensor(embcat).matmul(p.W1).add(p.b1);
  const h = hPreact.tanh();
  return { hPreact, h, logits: h.matmul(p.W2).add(p.b2) };
}

export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  return F.crossEntropy(forward(p, X).logits, Y);
}
