import { init, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const W2 = init.normal_(zeros([config.nHidden, config.vocabSize]), 0, 0.1, { generator });
  W2.requiresGrad = true;
  const b2 = zeros([config.vocabSize], { requiresGrad: true });
  const b1 = randn([config.nHidden], { generator, requiresGrad: true });
  const W1 = randn([config.blockSize * config.nEmbd, config.nHidden], { generator, requiresGrad: true });
  const C = randn([config.vocabSize, config.nEmbd], { generator, requiresGrad: true });
  return { C, W1, b1, W2, b2 };
}
