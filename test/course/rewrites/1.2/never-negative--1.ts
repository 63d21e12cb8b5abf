import { Tensor, type Generator, type NetworkConfig, type Parameters } from '#torch';
export function initNaive(c: NetworkConfig, g: Generator): Parameters {
  const t = (...s: number[]) =>
    new Tensor(
      Float32Array.from({ length: s.reduce((a, b) => a * b) }, () => Math.abs(g.normal())),
      s,
      { requiresGrad: true },
    );
  return {
    C: t(c.vocabSize, c.nEmbd),
    W1: t(c.blockSize * c.nEmbd, c.nHidden),
    b1: t(c.nHidden),
    W2: t(c.nHidden, c.vocabSize),
    b2: t(c.vocabSize),
  };
}
export const countParameters = (p: Parameters) => [p.C, p.W1, p.b1, p.W2, p.b2].reduce((n, t) => n + t.numel(), 0);
