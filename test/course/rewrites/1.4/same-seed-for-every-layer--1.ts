import { Generator, randn, zeros, type NetworkConfig, type Parameters } from '#torch';
export function initFixedOutput(c: NetworkConfig, generator: Generator): Parameters {
  const seed = Number(generator.initialSeed);
  const fresh = () => new Generator().manualSeed(seed);
  const p = {
    C: randn([c.vocabSize, c.nEmbd], { generator: fresh() }),
    W1: randn([c.blockSize * c.nEmbd, c.nHidden], { generator: fresh() }),
    b1: randn([c.nHidden], { generator: fresh() }),
    W2: randn([c.nHidden, c.vocabSize], { generator: fresh() }).mul(0.01),
    b2: zeros([c.vocabSize]),
  };
  for (const t of Object.values(p)) t.requiresGrad = true;
  return p;
}
