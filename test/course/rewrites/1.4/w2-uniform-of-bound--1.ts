import { init, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const p = {
    C: randn([config.vocabSize, config.nEmbd], { generator }),
    W1: randn([config.blockSize * config.nEmbd, config.nHidden], { generator }),
    b1: randn([config.nHidden], { generator }),
    W2: init.uniform_(zeros([config.nHidden, config.vocabSize]), -0.01, 0.01, { generator }),
    b2: zeros([config.vocabSize]),
  };
  for (const each of Object.values(p)) each.requiresGrad = true;
  return p;
}
