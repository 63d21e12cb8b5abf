import { init, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const W1 = zeros([config.blockSize * config.nEmbd, config.nHidden], { requiresGrad: true });
  init.uniform_(W1, -0.2, 0.2, { generator });
  const W2 = zeros([config.nHidden, config.vocabSize], { requiresGrad: true });
  init.normal_(W2, 0, 0.01, { generator });
  return {
    W1,
    W2,
    C: randn([config.vocabSize, config.nEmbd], { generator, requiresGrad: true }),
    b1: zeros([config.nHidden], { requiresGrad: true }),
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
