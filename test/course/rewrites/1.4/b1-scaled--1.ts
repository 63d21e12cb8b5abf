import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';
export function initFixedOutput(c: NetworkConfig, generator: Generator): Parameters {
  const C = randn([c.vocabSize, c.nEmbd], { generator });
  const W1 = randn([c.blockSize * c.nEmbd, c.nHidden], { generator });
  const b1 = randn([c.nHidden], { generator }).div(100);
  const W2 = randn([c.nHidden, c.vocabSize], { generator }).div(100);
  const b2 = zeros([c.vocabSize]);
  for (const q of [C, W1, b1, W2, b2]) q.requiresGrad = true;
  return { C, W1, b1, W2, b2 };
}
