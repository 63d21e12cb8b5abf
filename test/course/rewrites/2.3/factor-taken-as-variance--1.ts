import { init, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedHidden(config: NetworkConfig, generator: Generator): Parameters {
  const p: Parameters = {
    W1: init.normal_(zeros([config.nEmbd * config.blockSize, config.nHidden]), 0, Math.sqrt(0.2), { generator }),
    W2: init.normal_(zeros([config.nHidden, config.vocabSize]), 0, 1e-2, { generator }),
    C: randn([config.vocabSize, config.nEmbd], { generator }),
    b1: zeros([config.nHidden]),
    b2: zeros([config.vocabSize]),
  };
  [p.C, p.W1, p.b1, p.W2, p.b2].forEach((t) => (t.requiresGrad = true));
  return p;
}
