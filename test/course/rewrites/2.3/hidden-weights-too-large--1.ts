import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';
export function initFixedHidden(c: NetworkConfig, generator: Generator): Parameters {
  const p = {
    C: randn([c.vocabSize, c.nEmbd], { generator }),
    W1: randn([c.blockSize * c.nEmbd, c.nHidden], { generator }).mul(0.3),
    b1: zeros([c.nHidden]),
    W2: randn([c.nHidden, c.vocabSize], { generator }).mul(0.01),
    b2: zeros([c.vocabSize]),
  };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}
