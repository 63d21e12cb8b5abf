import { type Parameters, type Tensor } from '#torch';

export function forward(p: Parameters, X: number[][]) {
  const hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1);
  const h = hPreact.tanh().tanh();
  const logits = h.matmul(p.W2).add(p.b2);
  return { hPreact, h, logits };
}

export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  const logp = forward(p, X).logits.logSoftmax(-1);
  return logp
    .index(
      Y.map((_, i) => i),
      Y,
    )
    .mean();
}
