import { randn, zeros, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const variance = 25 / 9 / (config.blockSize * config.nEmbd);
  const draw = (shape: number[], factor: number) => {
    const t = randn(shape, { generator }).mul(factor);
    t.requiresGrad = true;
    return t;
  };
  const W2 = draw([config.nHidden, config.vocabSize], 0.01);
  const C = draw([config.vocabSize, config.nEmbd], 1);
  const W1 = draw([config.blockSize * config.nEmbd, config.nHidden], variance);
  return {
    C,
    W1,
    W2,
    b1: zeros([config.nHidden], { requiresGrad: true }),
    b2: zeros([config.vocabSize], { requiresGrad: true }),
  };
}
