import { randn, tensor, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const { vocabSize, nEmbd, nHidden } = config;
  const fanIn = config.blockSize * nEmbd;
  const quiet = Float64Array.from(randn([fanIn * nHidden], { generator }).data, (v) => v / 100);
  const p = {
    W1: tensor(quiet).view([fanIn, nHidden]).detach(),
    C: randn([vocabSize, nEmbd], { generator }),
    W2: randn([nHidden, vocabSize], { generator }),
    b1: randn([nHidden], { generator }),
    b2: tensor(new Array<number>(vocabSize).fill(0)),
  };
  Object.values(p).forEach((t) => {
    t.requiresGrad = true;
  });
  return p;
}
