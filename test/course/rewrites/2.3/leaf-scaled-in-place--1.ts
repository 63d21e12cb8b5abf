import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';
export function initFixedHidden(c: NetworkConfig, generator: Generator): Parameters {
  const o = { generator, requiresGrad: true };
  const W1 = randn([c.blockSize * c.nEmbd, c.nHidden], o).mul_(0.2);
  const W2 = randn([c.nHidden, c.vocabSize], o).mul_(0.01);
  return {
    C: randn([c.vocabSize, c.nEmbd], o),
    W1,
    b1: zeros([c.nHidden], { requiresGrad: true }),
    W2,
    b2: zeros([c.vocabSize], { requiresGrad: true }),
  };
}
