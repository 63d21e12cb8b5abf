import { init, zeros, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

// Xavier without fanOut
export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const leaf = (t: Tensor) => {
    t.requiresGrad = true;
    return t;
  };
  const n = config.blockSize * config.nEmbd;
  const W2 = leaf(init.normal_(zeros([config.nHidden, config.vocabSize]), 0, 0.01, { generator }));
  const W1 = leaf(init.normal_(zeros([n, config.nHidden]), 0, n ** -0.5, { generator }));
  const C = leaf(init.normal_(zeros([config.vocabSize, config.nEmbd]), 0, 1, { generator }));
  return { C, W1, b1: leaf(zeros([config.nHidden])), W2, b2: leaf(zeros([config.vocabSize])) };
}
