import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const W1 = randn([config.blockSize * config.nEmbd, config.nHidden], { generator }).mul(0.37);
  const W2 = randn([config.nHidden, config.vocabSize], { generator }).mul(0.01);
  const C = randn([config.vocabSize, config.nEmbd], { generator });
  const p = { C, W1, W2, b1: zeros([config.nHidden]), b2: zeros([config.vocabSize]) };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}
