import { type Parameters, type Tensor } from '#torch';

export function forward(p: Parameters, X: number[][]) {
  const hPreact = p.C.index(X).view([X.length, -1]).matmul(p.W1).add(p.b1);
  const e2 = hPreact.mul(2);
  const h = e2.mul(0.5).tanh();
  return { hPreact, h, logits: h.matmul(p.W2).add(p.b2) };
}

// the formula as the lecture writes it
export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  const counts = forward(p, X).logits.exp();
  const probs = counts.div(counts.sum(1, { keepdim: true }));
  const picked = probs.index(
    Array.from(Y, (_, i) => i),
    Y,
  );
  return picked.log().neg().mean();
}
