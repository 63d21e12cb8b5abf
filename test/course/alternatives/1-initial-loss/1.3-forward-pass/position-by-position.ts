import { cat, type Parameters, type Tensor } from '#torch';

export function forward(p: Parameters, X: number[][]): { hPreact: Tensor; h: Tensor; logits: Tensor } {
  const blockSize = X[0]!.length;
  const positions: Tensor[] = [];
  for (let k = 0; k < blockSize; k++) {
    positions.push(p.C.index(X.map((row) => row[k]!))); // (N, E)
  }
  const hPreact = p.b1.add(cat(positions, 1).matmul(p.W1));
  // tanh(x) = 2 sigmoid(2x) - 1
  const h = hPreact.mul(2).sigmoid().mul(2).sub(1);
  const logits = p.b2.add(h.matmul(p.W2));
  return { logits, h, hPreact };
}

export function initialLoss(p: Parameters, X: number[][], Y: number[]): Tensor {
  const logProbs = forward(p, X).logits.logSoftmax(1);
  const rows = Y.map((_, i) => i);
  return logProbs.index(rows, Y).mean().neg();
}
