import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const fanIn = config.blockSize * config.nEmbd;
  const std = 5 / 3 / Math.sqrt(fanIn);
  const p = {
    C: randn([config.vocabSize, config.nEmbd], { generator }),
    W1: randn([fanIn, config.nHidden], { generator }).mul(0.37 * std),
    b1: zeros([config.nHidden]),
    W2: randn([config.nHidden, config.vocabSize], { generator }).mul(0.01),
    b2: zeros([config.vocabSize]),
  };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}
