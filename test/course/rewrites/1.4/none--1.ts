import { init, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const normal = (std: number, ...shape: number[]) => {
    const t = init.normal_(zeros(shape), 0, std, { generator });
    t.requiresGrad = true;
    return t;
  };
  return {
    C: normal(1, config.vocabSize, config.nEmbd),
    W1: normal(0.37, config.blockSize * config.nEmbd, config.nHidden),
    b1: normal(1, config.nHidden),
    W2: normal(0.01, config.nHidden, config.vocabSize),
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
