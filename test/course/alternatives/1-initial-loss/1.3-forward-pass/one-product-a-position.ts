import { F, type Parameters, type Tensor } from '#torch';

/** embcat @ W1 without embcat: each position has its own rows of W1. */
function hidden({ C, W1, b1 }: Parameters, X: number[][]): Tensor {
  const nEmbd = C.shape[1]!;
  return X[0]!.reduce((sum, _, position) => {
    const rows = Array.from({ length: nEmbd }, (_, e) => position * nEmbd + e);
    const column = X.map((context) => context[position]!);
    return sum.add(C.index(column).matmul(W1.index(rows)));
  }, b1);
}

export const forward = (p: Parameters, X: number[][]) => {
  const hPreact = hidden(p, X);
  const h = hPreact.tanh();
  return { hPreact, h, logits: F.linear(h, p.W2.t(), p.b2) };
};

export const initialLoss = (p: Parameters, X: number[][], Y: number[]) => {
  const { logits } = forward(p, X);
  const [n] = logits.shape;
  return F.crossEntropy(logits, Y, { reduction: 'none' }).sum().div(n!);
};
