import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const opts = { generator, requiresGrad: true };
  const W2 = randn([config.nHidden, config.vocabSize], { generator }).div(100);
  W2.requiresGrad = true;
  return {
    b2: randn([config.vocabSize], opts),
    b1: zeros([config.nHidden], { requiresGrad: true }),
    C: randn([config.vocabSize, config.nEmbd], opts),
    W1: randn([config.blockSize * config.nEmbd, config.nHidden], opts),
    W2,
  };
}
