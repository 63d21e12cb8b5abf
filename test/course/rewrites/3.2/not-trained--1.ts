import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const fanIn = config.blockSize * config.nEmbd;
  return {
    C: randn([config.vocabSize, config.nEmbd], { generator, requiresGrad: true }),
    W1: randn([fanIn, config.nHidden], { generator }).mul(5 / 3 / Math.sqrt(fanIn)),
    b1: zeros([config.nHidden], { requiresGrad: true }),
    W2: randn([config.nHidden, config.vocabSize], { generator }).mul(0.01),
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
