import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const W2 = randn([config.nHidden, config.vocabSize], { generator });
  W2.mul_(config.nHidden ** -0.5);
  W2.requiresGrad = true;
  return {
    W2,
    C: randn([config.vocabSize, config.nEmbd], { generator, requiresGrad: true }),
    W1: randn([config.blockSize * config.nEmbd, config.nHidden], { generator, requiresGrad: true }),
    b1: zeros([config.nHidden], { requiresGrad: true }),
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
