import { cat, F, type Parameters } from '#torch';

export const forward = (p: Parameters, X: number[][]) => {
  // one piece a position, then side by side
  const positions = X[0]?.length ?? 0;
  const pieces = Array.from({ length: positions }, (_, j) => p.C.index(X.map((row) => row[j] ?? 0)));
  const hPreact = cat(pieces, 1).matmul(p.W1);
  const h = hPreact.tanh();
  const logits = h.matmul(p.W2).add(p.b2);
  return { hPreact, h, logits };
};

export const initialLoss = (p: Parameters, X: number[][], Y: number[]) => {
  const { logits } = forward(p, X);
  return F.crossEntropy(logits, Y);
};
