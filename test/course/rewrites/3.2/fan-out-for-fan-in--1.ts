import { init, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  // PyTorch's rule sees a [fanOut, fanIn] matrix, and ours is the other way round
  const W1 = init.kaimingNormal_(zeros([config.blockSize * config.nEmbd, config.nHidden]), {
    nonlinearity: 'tanh',
    generator,
  });
  const C = randn([config.vocabSize, config.nEmbd], { generator });
  const W2 = randn([config.nHidden, config.vocabSize], { generator }).mul(0.01);
  const p = { C, W1, b1: zeros([config.nHidden]), W2, b2: zeros([config.vocabSize]) };
  Object.values(p).forEach((t) => (t.requiresGrad = true));
  return p;
}
