import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const trained = { generator, requiresGrad: true };
  const W2 = randn([config.nHidden, config.vocabSize], trained).div(100);
  return {
    C: randn([config.vocabSize, config.nEmbd], trained),
    b1: randn([config.nHidden], trained),
    W1: randn([config.blockSize * config.nEmbd, config.nHidden], trained),
    W2,
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
