import { randn, type Generator, type NetworkConfig, type Parameters } from '#torch';

export function initKaiming(config: NetworkConfig, generator: Generator): Parameters {
  const k = 5 / 3 / Math.sqrt(config.blockSize * config.nEmbd);
  const draw = (shape: number[], scale: number) => {
    const t = randn(shape, { generator }).mul(scale);
    t.requiresGrad = true;
    return t;
  };
  return {
    C: draw([config.vocabSize, config.nEmbd], 1),
    W1: draw([config.blockSize * config.nEmbd, config.nHidden], 0.01),
    b1: draw([config.nHidden], 0),
    W2: draw([config.nHidden, config.vocabSize], k),
    b2: draw([config.vocabSize], 0),
  };
}
