import { F, type Parameters, type Tensor } from '#torch';

/** The embeddings as a product with one-hot rows, as the lecture shows that indexing is. */
function embed(C: Tensor, X: number[][]): Tensor {
  const vocabSize = C.shape[0]!;
  return F.oneHot(X.flat(), vocabSize).matmul(C); // (N * B, E)
}

export function forward(p: Parameters, X: number[][]) {
  const embcat = embed(p.C, X).reshape([X.length, p.W1.shape[0]!]);
  const hPreact = embcat.matmul(p.W1).add(p.b1);
  const h = F.tanh(hPreact);
  return { hPreact, h, logits: h.matmul(p.W2).add(p.b2) };
}

export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  const { logits } = forward(p, X);
  const shifted = logits.sub(logits.max(1, { keepdim: true }).values.detach()); // (N, V), at most 0
  const logSumExp = shifted.exp().sum(1).log(); // (N)
  const right = shifted.mul(F.oneHot(Y, logits.shape[1])).sum(1); // (N)
  return logSumExp.sub(right).mean();
}
