import { type Parameters, type Tensor } from '#torch';

function embed(C: Tensor, X: number[][]): Tensor {
  const emb = C.index(X); // [N, B, E]
  return emb.transpose(1, 2).reshape([X.length, -1]);
}

export function forward(p: Parameters, X: number[][]) {
  const hPreact = embed(p.C, X).matmul(p.W1).add(p.b1);
  const h = hPreact.tanh();
  return { logits: h.matmul(p.W2).add(p.b2), h, hPreact };
}

export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  const logp = forward(p, X).logits.logSoftmax(1);
  return logp
    .index(
      Y.map((_, i) => i),
      Y,
    )
    .mean()
    .neg();
}
