import { init, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const W1 = zeros([config.blockSize * config.nEmbd, config.nHidden]);
  const fanIn = W1.shape[0] ?? 1;
  init.normal_(W1, 0, 5 / (3 * fanIn), { generator });
  const W2 = init.normal_(zeros([config.nHidden, config.vocabSize]), 0, 0.01, { generator });
  W1.requiresGrad = W2.requiresGrad = true;
  const C = randn([config.vocabSize, config.nEmbd], { generator, requiresGrad: true });
  return {
    C,
    W1,
    W2,
    b1: zeros([config.nHidden], { requiresGrad: true }),
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
