import { init, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const fanIn = config.blockSize * config.nEmbd;
  const std = Math.sqrt(2 / (fanIn + config.nHidden));
  const all = {
    b1: zeros([config.nHidden]),
    b2: zeros([config.vocabSize]),
    W2: init.normal_(zeros([config.nHidden, config.vocabSize]), 0, 0.01, { generator }),
    W1: init.normal_(zeros([fanIn, config.nHidden]), 0, std, { generator }),
    C: randn([config.vocabSize, config.nEmbd], { generator }),
  };
  for (const t of Object.values(all)) t.requiresGrad = true;
  return all;
}
