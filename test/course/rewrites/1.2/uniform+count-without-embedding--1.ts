import { rand, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const o = { generator, requiresGrad: true };
  const { vocabSize: v, nHidden: h } = config;
  const b1 = rand([h], o);
  const C = rand([v, config.nEmbd], o);
  return { C, W1: rand([config.blockSize * config.nEmbd, h], o), b1, W2: rand([h, v], o), b2: rand([v], o) };
}

// the table is not a layer
export function countParameters(p: Parameters): number {
  return p.W1.numel() + p.b1.numel() + p.W2.numel() + p.b2.numel();
}
