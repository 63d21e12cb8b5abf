import { tensor, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

/** A vector of N(0, 1) numbers. */
function vector(n: number, generator: Generator): number[] {
  return Array.from({ length: n }, () => generator.normal());
}

/** A matrix, row by row. */
function matrix(rows: number, columns: number, generator: Generator): number[][] {
  return Array.from({ length: rows }, () => vector(columns, generator));
}

export function initNaive(
  { vocabSize: V, blockSize: B, nEmbd: E, nHidden: H }: NetworkConfig,
  g: Generator,
): Parameters {
  const trained = (values: number[] | number[][]): Tensor => tensor(values, { requiresGrad: true });
  return {
    b1: trained(vector(H, g)),
    b2: trained(vector(V, g)),
    C: trained(matrix(V, E, g)),
    W2: trained(matrix(H, V, g)),
    W1: trained(matrix(B * E, H, g)),
  };
}

export function countParameters({ C, W1, b1, W2, b2 }: Parameters): number {
  return C.data.length + W1.data.length + b1.data.length + W2.data.length + b2.data.length;
}
