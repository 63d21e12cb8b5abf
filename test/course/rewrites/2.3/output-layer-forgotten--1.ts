import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedHidden(c: NetworkConfig, generator: Generator): Parameters {
  const W1 = randn([c.blockSize * c.nEmbd, c.nHidden], { generator });
  W1.mul_(1 / 5);
  W1.requiresGrad = true;
  const b2 = randn([c.vocabSize], { generator, requiresGrad: true });
  const W2 = randn([c.nHidden, c.vocabSize], { generator, requiresGrad: true });
  const C = randn([c.vocabSize, c.nEmbd], { generator, requiresGrad: true });
  return { C, W1, b1: zeros([c.nHidden], { requiresGrad: true }), W2, b2 };
}
