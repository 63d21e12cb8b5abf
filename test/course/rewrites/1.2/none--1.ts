import { randn, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const n = (...s: number[]) => randn(s, { generator });
  const p = {
    C: n(config.vocabSize, config.nEmbd),
    W1: n(config.blockSize * config.nEmbd, config.nHidden).mul(0.37),
    b1: n(config.nHidden),
    W2: n(config.nHidden, config.vocabSize),
    b2: n(config.vocabSize),
  };
  Object.values(p).forEach((t) => (t.requiresGrad = true));
  return p;
}

export function countParameters(p: Parameters): number {
  return p.C.numel() + p.W1.numel() + p.b1.numel() + p.W2.numel() + p.b2.numel();
}
