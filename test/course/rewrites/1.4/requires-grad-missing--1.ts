import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';
export function initFixedOutput(c: NetworkConfig, generator: Generator): Parameters {
  const W2 = randn([c.nHidden, c.vocabSize], { generator }).mul(0.01);
  W2.requiresGrad = true;
  return {
    C: randn([c.vocabSize, c.nEmbd], { generator, requiresGrad: true }),
    W1: randn([c.blockSize * c.nEmbd, c.nHidden], { generator, requiresGrad: true }),
    b1: randn([c.nHidden], { generator, requiresGrad: true }),
    W2,
    b2: zeros([c.vocabSize]),
  };
}
