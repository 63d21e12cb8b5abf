import { init, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initNaive({ vocabSize, blockSize, nEmbd, nHidden }: NetworkConfig, generator: Generator): Parameters {
  const C = zeros([vocabSize, nEmbd]);
  const W1 = zeros([blockSize * nEmbd, nHidden]);
  const b1 = zeros([nHidden]);
  const W2 = zeros([nHidden, vocabSize]);
  const b2 = zeros([vocabSize]);
  for (const t of [b2, W2, b1, W1, C]) init.normal_(t, 0, 1, { generator });
  return { C, W1, b1, W2, b2 };
}

export function countParameters(p: Parameters): number {
  const sizes = [p.C, p.W1, p.b1, p.W2, p.b2].map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  return sizes.reduce((a, b) => a + b, 0);
}
