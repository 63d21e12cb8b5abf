import { noGrad, randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initFixedOutput(config: NetworkConfig, generator: Generator): Parameters {
  const draw = (shape: number[]) => randn(shape, { generator, requiresGrad: true });
  const b1 = draw([config.nHidden]);
  const W2 = draw([config.nHidden, config.vocabSize]);
  const C = draw([config.vocabSize, config.nEmbd]);
  const W1 = draw([config.nEmbd * config.blockSize, config.nHidden]);
  const b2 = zeros([config.vocabSize], { requiresGrad: true });
  noGrad(() => {
    W2.mul_(0.01);
  });
  return { C, W1, b1, W2, b2 };
}
