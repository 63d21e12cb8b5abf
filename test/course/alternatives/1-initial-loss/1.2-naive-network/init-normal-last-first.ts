import { init, zeros, type Generator, type NetworkConfig, type Parameters, type Tensor } from '#torch';

export function initNaive(config: NetworkConfig, generator: Generator): Parameters {
  const gaussian = (...shape: number[]): Tensor =>
    init.normal_(zeros(shape, { requiresGrad: true }), 0, 1, { generator });

  const b2 = gaussian(config.vocabSize);
  const W2 = gaussian(config.nHidden, config.vocabSize);
  const b1 = gaussian(config.nHidden);
  const W1 = gaussian(config.blockSize * config.nEmbd, config.nHidden);
  const C = gaussian(config.vocabSize, config.nEmbd);
  return { C, W1, b1, W2, b2 };
}

export function countParameters(p: Parameters): number {
  let n = 0;
  for (const tensor of Object.values(p)) {
    n += tensor.shape.reduce((product: number, size: number) => product * size, 1);
  }
  return n;
}
