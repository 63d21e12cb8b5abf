import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const fanIn = config.blockSize * config.nEmbd;
  const p = {
    W2: randn([config.nHidden, config.vocabSize], { generator }).mul(0.01),
    b2: zeros([config.vocabSize]),
    b1: randn([config.nHidden], { generator }),
    W1: randn([fanIn, config.nHidden], { generator }).div(Math.sqrt(fanIn)),
    C: randn([config.vocabSize, config.nEmbd], { generator }),
  };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}
