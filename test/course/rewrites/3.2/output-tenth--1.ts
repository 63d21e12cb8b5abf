import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const fanIn = config.blockSize * config.nEmbd;
  const b2 = zeros([config.vocabSize]);
  const W2 = randn([config.nHidden, config.vocabSize], { generator }).mul(0.1);
  const b1 = zeros([config.nHidden]);
  const W1 = randn([fanIn, config.nHidden], { generator })
    .mul(5 / 3)
    .div(Math.sqrt(fanIn));
  const C = randn([config.vocabSize, config.nEmbd], { generator });
  for (const t of [C, W1, b1, W2, b2]) t.requiresGrad = true;
  return { C, W1, b1, W2, b2 };
}
