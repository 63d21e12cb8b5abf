import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';
import { rand } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const fanIn = config.nEmbd * config.blockSize;
  const limit = 5 / 3 / Math.sqrt(fanIn);
  const W1 = rand([fanIn, config.nHidden], { generator })
    .mul(2 * limit)
    .sub(limit);
  const W2 = randn([config.nHidden, config.vocabSize], { generator }).mul(0.01);
  const p = {
    C: randn([config.vocabSize, config.nEmbd], { generator }),
    W1,
    b1: zeros([config.nHidden]),
    W2,
    b2: zeros([config.vocabSize]),
  };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}
