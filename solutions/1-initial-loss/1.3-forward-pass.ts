import { F, type Parameters, type Tensor } from '#torch';

/** Contexts in, logits out, with the two stages in between that the later parts look at. */
export function forward(p: Parameters, X: number[][]): { hPreact: Tensor; h: Tensor; logits: Tensor } {
  const emb = p.C.index(X); // (N, B, E)
  const embcat = emb.view([X.length, -1]); // (N, B * E): the embeddings of a context side by side
  const hPreact = embcat.matmul(p.W1).add(p.b1); // (N, B * E) @ (B * E, H) + (H) -> (N, H)
  const h = hPreact.tanh(); // (N, H)
  const logits = h.matmul(p.W2).add(p.b2); // (N, H) @ (H, V) + (V) -> (N, V)
  return { hPreact, h, logits };
}

/** The mean cross-entropy of the network's predictions for `X` against the characters that came next, in nats. */
export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  const { logits } = forward(p, X);
  // In one step from the logits: exp() of a large logit alone would be Infinity.
  return F.crossEntropy(logits, Y); // ()
}
